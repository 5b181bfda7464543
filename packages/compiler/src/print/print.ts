import { generate } from "@babel/generator";
import type * as t from "@babel/types";
import { expressions } from "./expressions.js";
import { functions } from "./functions.js";
import { PRIMARY, precedenceOf, SEQUENCE } from "./precedence.js";
import { Printer, type MappedCode, type Print, type Segment } from "./printer.js";
import type { Printed, Recording } from "./recording.js";
import { statements } from "./statements.js";

const printers: Readonly<Record<string, Print>> = { ...expressions, ...functions, ...statements };

/** Readable code of a node. */
export function print(node: t.Node): string {
  const printer = new Printer(null);
  printNode(node, printer);
  return printer.code;
}

/** Prints a node ahead of its place, so that it need not be kept until then. */
export function printAhead(node: t.Node, recording: Recording): Printed {
  const start = recording.length;
  const printer = new Printer(recording);
  printNode(node, printer);
  return { code: printer.code, recording, start, end: recording.length };
}

/** Prints a node, in parentheses where it holds together less than its place demands. */
export function printNode(node: t.Node, printer: Printer, atLeast = SEQUENCE): void {
  if (node.type === "Identifier" && atLeast <= PRIMARY) {
    printer.mark(node);
    return printer.write(node.name);
  }
  if (atLeast > SEQUENCE && precedenceOf(node) < atLeast) {
    printer.write("(");
    printNode(node, printer);
    return printer.write(")");
  }
  printer.mark(node);
  const printOwn = printers[node.type];
  if (printOwn) printOwn(node, printer);
  else printer.writeMapped(printRare(node));
}

/** JSX, decorators, and other syntax that is rare: Babel knows all of it, but takes its time. */
export function printRare(node: t.Node): MappedCode {
  const { code, decodedMap } = generate(node, { sourceMaps: true, sourceFileName: "source" }) as {
    code: string;
    decodedMap?: { mappings: (readonly [number] | readonly [number, number, number, number])[][] };
  };
  const lines = decodedMap?.mappings ?? [];
  const toSegment = ([column, , ...original]: (typeof lines)[number][number]): Segment =>
    original.length ? [column, original[0], original[1]] : [column];
  return { code, mappings: lines.map((segments) => segments.map(toSegment)) };
}
