// `npm run modes -- file.ts ...`: runs programs in the four modes. Paths are relative to where npm was called.
import { ensureBuilt } from "./built.mjs";

if (!ensureBuilt()) process.exit(1);
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import("../packages/testing/dist/modes/command.js");
