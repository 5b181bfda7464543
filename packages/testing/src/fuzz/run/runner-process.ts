import { registerLoader } from "@perdure/plugin/loader";
import { checkProgram } from "./check-program.js";
import type { Request } from "./protocol.js";

// Started by runner.ts: runs one program after the other, as messages ask for them.
registerLoader({ variants: true, perdureFrom: import.meta.url });

let escaped: unknown;
process.on("unhandledRejection", (error) => (escaped ??= error ?? "nothing"));
const takeEscaped = (): unknown => {
  const taken = escaped;
  escaped = undefined;
  return taken;
};
process.on("message", (request: Request) => {
  void checkProgram(request, takeEscaped).then((verdict) => process.send!(verdict));
});
process.on("disconnect", () => process.exit(0));
