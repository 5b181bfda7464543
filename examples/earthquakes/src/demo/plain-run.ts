import { durable } from "perdure";
import { runMode } from "@perdure/testing";
import { earthquakeReport } from "../flow/earthquake-report.js";
import { PAGES, STRONG_FROM } from "./settings.js";

// The same source without the compiler, in memory and without a crash: plain-run.js <service url> <report file>
const [url = "", reportFile = ""] = process.argv.slice(2);
durable.service("catalogue").remote({ url });
const { outcome, trace } = await runMode("plain", earthquakeReport, [PAGES, STRONG_FROM, reportFile]);
if ("error" in outcome) throw outcome.error;
process.send?.({
  calls: trace.filter((operation) => operation.kind === "call").map((operation) => operation.n),
});
process.disconnect();
