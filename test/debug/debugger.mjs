// A debugger of the main thread, as an editor's works: it finds its places through the script's source map.
import { Session } from "node:inspector/promises";
import { parentPort, workerData } from "node:worker_threads";
import {
  allGeneratedPositionsFor,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  TraceMap,
} from "@jridgewell/trace-mapping";

const { url, lines } = workerData;
/** More than a line needs. */
const MOST_STEPS = 60;
const pauses = [];
parentPort.on("message", () => {
  parentPort.postMessage(pauses);
  parentPort.close();
});
const session = new Session();
session.connectToMainThread();

/** The source map of each script that has the author's file, by the script's id. */
const maps = new Map();
session.on("Debugger.scriptParsed", ({ params }) => {
  if (params.url !== url) return;
  const [, encoded] = /base64,(.*)/.exec(params.sourceMapURL);
  maps.set(params.scriptId, new TraceMap(Buffer.from(encoded, "base64").toString()));
});
await session.post("Debugger.enable");
await session.post("Runtime.enable");

/** The author's line of a place in the compiled code; null for code that the compiler added, or another file. */
function lineOf({ scriptId, lineNumber, columnNumber }) {
  const map = maps.get(scriptId);
  return map ? originalPositionFor(map, { line: lineNumber + 1, column: columnNumber }).line : null;
}

const [[scriptId, map]] = maps;
const breakpoints = new Map();
for (const line of lines) {
  const place = { source: map.sources[0], line, column: 0, bias: LEAST_UPPER_BOUND };
  const [first] = allGeneratedPositionsFor(map, place);
  if (!first) continue;
  const location = { scriptId, lineNumber: first.line - 1, columnNumber: first.column };
  const { breakpointId } = await session.post("Debugger.setBreakpoint", { location });
  breakpoints.set(breakpointId, line);
}

/** What can be seen where it has paused, by name; values as a debugger's list shows them. */
async function variablesOf({ scopeChain, this: self }) {
  const variables = { this: show(self) };
  const scopes = scopeChain.filter(({ type }) => ["local", "block", "closure", "catch"].includes(type));
  for (const { object } of scopes.reverse()) {
    const { result } = await session.post("Runtime.getProperties", { objectId: object.objectId });
    for (const { name, value } of result) {
      variables[name] = value && show(value);
      if (!name.startsWith("$scope") || !value?.objectId) continue;
      // An object of captured variables: a debugger opens it.
      const inside = await session.post("Runtime.getProperties", {
        objectId: value.objectId,
        ownProperties: true,
      });
      for (const { name: captured, value: held } of inside.result) variables[captured] ??= held && show(held);
    }
  }
  return variables;
}

const show = ({ type, value, description, className }) =>
  type === "object" ? (className === "Array" ? description : className) : value;

let stepping = null;
session.on("Debugger.paused", async ({ params: { callFrames, hitBreakpoints } }) => {
  const [frame] = callFrames;
  const line = lineOf(frame.location);
  if (stepping) {
    const hasArrived = line !== null && (line !== stepping.line || frame.functionName !== stepping.name);
    if (!hasArrived && ++stepping.steps < MOST_STEPS) return session.post("Debugger.stepOver");
    stepping.next = hasArrived ? line : null;
    stepping = null;
  }
  const [id] = hitBreakpoints.filter((one) => breakpoints.has(one));
  if (!id) return session.post("Debugger.resume");
  await session.post("Debugger.removeBreakpoint", { breakpointId: id });
  stepping = { wanted: breakpoints.get(id), line, name: frame.functionName, steps: 0, next: null };
  breakpoints.delete(id);
  stepping.variables = await variablesOf(frame);
  pauses.push(stepping);
  return session.post("Debugger.stepOver");
});

parentPort.postMessage("ready");
