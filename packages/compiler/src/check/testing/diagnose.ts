import { compile } from "../../compile.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

const HEAD = `import { durable, type DurableContext } from "perdure";
import { setTimeout as pause } from "node:timers/promises";
import * as http from "node:http";
import fs, { open, readFile } from "fs/promises";
import { createHash } from "node:crypto";
import { chunk } from "lodash";
import retry from "p-retry";
import { fromAlias } from "@/services";
import { fromFile } from "./file.js";
let counter = 0;
function plain() {}
async function helper(ctx: DurableContext) {}
export const flow = durable.flow(async (ctx: DurableContext, xs: number[]) => {
`;

/** A durable function with this body, in a file that imports from Node, a package and another file. */
export const flowWith = (body: string): string => `${HEAD}${body}\n});\n`;

export const diagnosticsOf = (source: string): readonly Diagnostic[] =>
  compile(source, { filename: "a.ts", packageName: "p", packagePath: "a.ts" }).diagnostics;

/** The diagnostics of a body as "severity code text-it-points-at", with only the first line of the text. */
export function diagnose(body: string): string[] {
  const source = flowWith(body);
  const lines = source.split("\n");
  return diagnosticsOf(source).map(({ severity, code, line, column, endLine, endColumn }) => {
    const text = lines[line - 1]!.slice(column - 1, line === endLine ? endColumn - 1 : undefined);
    return `${severity} ${code} ${text}`;
  });
}
