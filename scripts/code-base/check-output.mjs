import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import { lostNames } from "./free-names.mjs";
import { parse } from "../../packages/compiler/dist/parse.js";

/** What is wrong with a compiled file, null where it is valid: its syntax, its names, each mapping's place in both texts. */
export function checkOutput(source, filename, { code, map }) {
  let problem = null;
  parse(code, filename, {
    report: (message, { loc }) => (problem = `${message.message} (line ${loc?.start.line})`),
  });
  if (problem) return problem;
  const lost = lostNames(source, code, filename);
  return lost.length > 0 ? `Nothing declares ${lost.join(", ")}` : checkMap(source, code, map);
}

function checkMap(source, code, map) {
  const input = lengthsOf(source);
  const output = lengthsOf(code);
  for (const [line, segments] of decodedMappings(new TraceMap(map)).entries()) {
    let last = -1;
    for (const [column, , originalLine, originalColumn] of segments) {
      if (column < last || !(column <= output[line]))
        return `The map leaves the output: ${line + 1}:${column}`;
      last = column;
      if (originalLine === undefined) continue;
      if (!(originalColumn <= input[originalLine]))
        return `The map leaves the source: ${originalLine + 1}:${originalColumn}`;
    }
  }
  return null;
}

const lengthsOf = (text) => text.split("\n").map((line) => line.length);
