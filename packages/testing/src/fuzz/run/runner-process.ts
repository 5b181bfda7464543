import { registerLoader } from "@perdure/plugin/loader";
import { checkProgram } from "./check-program.js";
import type { Request } from "./protocol.js";

// Started by runner.ts: runs one program after the other, as messages ask for them.
registerLoader({ variants: true, perdureFrom: import.meta.url });

let escaped: unknown;
process.on("unhandledRejection", (error) => (escaped ??= error));
process.on("message", (request: Request) => {
  escaped = undefined;
  void checkProgram(request).then((verdict) => {
    const explanation = escaped instanceof Error ? escaped.stack : String(escaped);
    process.send!(
      escaped === undefined ? verdict : { kind: "unhandled rejection", mode: "compiled", explanation },
    );
  });
});
process.on("disconnect", () => process.exit(0));
