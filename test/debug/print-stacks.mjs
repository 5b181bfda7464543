// Runs the program in the mode given and prints the stacks that it returns.
import { registerLoader } from "@perdure/plugin/loader";
import { runMode } from "@perdure/testing";

const [mode] = process.argv.slice(2);
registerLoader({ variants: true, perdureFrom: import.meta.url });
const { default: program } = await import(
  `./programs/throws.ts?perdure=${mode === "plain" ? "plain" : "compiled"}`
);
const { outcome } = await runMode(mode, program, []);
if ("error" in outcome) throw outcome.error;
process.stdout.write(JSON.stringify(outcome.value), () => process.exit());
