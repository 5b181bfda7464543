import { createEngine, durable } from "perdure";
import { earthquakeReport } from "../flow/earthquake-report.js";
import { EXECUTION, PAGES, STRONG_FROM } from "./settings.js";

// Runs the flow, or goes on with it: worker.js <store> <service url> <report file>
const [store = "", url = "", reportFile = ""] = process.argv.slice(2);
durable.service("catalogue").remote({ url });
const engine = await createEngine({ store });
const handle = await earthquakeReport.start([PAGES, STRONG_FROM, reportFile], { id: EXECUTION, engine });
await handle.result();
await engine.stop();
process.disconnect();
