import * as t from "@babel/types";
import { Tree } from "../ast/tree.js";
import {
  array,
  blockOf,
  call,
  id,
  member,
  object,
  property,
  statement,
  text,
  undefinedValue,
} from "../ast/build.js";
import { desugar } from "../desugar/desugar.js";
import type { DurableTask } from "../find/durable-task.js";
import type { Symbols } from "../lower/lowering.js";
import { print } from "../print/print.js";
import type { Edit } from "./splice.js";

interface Place {
  readonly olderDecorators: () => boolean;
  readonly symbols: Symbols;
  readonly path: string;
}

/** At module level the function stays as it is, and is made known by its id; inside a function an instance stands for it. */
export function taskEdits({ body, captures, ...task }: DurableTask, { symbols, path }: Place): Edit[] {
  const runtime = id(symbols.runtime);
  const { start, end } = body;
  if (captures) {
    const copies = captures.length ? [objectOf(captures)] : [];
    const instance = call(member(runtime, "fn"), text(task.id), undefinedValue(), ...copies);
    return [{ start: start!, end: end!, pieces: [instance] }];
  }
  const code = object([
    ["id", text(task.id)],
    ["hash", text(task.hash)],
    ["name", text(task.name)],
    ["file", text(path)],
  ]);
  return [
    { start: start!, end: start!, pieces: [`${print(member(runtime, "task"))}(${print(code)}, `] },
    { start: end!, end: end!, pieces: [")"] },
  ];
}

/** The code of a task inside a function, over what it captures, so that steps find it before the function has run. */
export function registerTask({ body, captures, ...task }: DurableTask, place: Place): t.Statement {
  const { symbols, path } = place;
  if (t.isFunction(body)) desugar(new Tree(body), symbols, place.olderDecorators);
  const names = captures ?? [];
  const parameters = names.length ? [patternOf(names)] : [];
  const make = t.objectMethod("method", id("make"), parameters, blockOf([t.returnStatement(body)]));
  const code = t.objectExpression([
    property("id", text(task.id)),
    property("hash", text(task.hash)),
    property("scopes", array(names.length ? [text(`{ ${names.join(", ")} }`)] : [])),
    property(
      "task",
      object([
        ["name", text(task.name)],
        ["file", text(path)],
      ]),
    ),
    make,
  ]);
  return statement(call(member(id(symbols.runtime), "closure"), code));
}

const objectOf = (names: readonly string[]): t.ObjectExpression =>
  t.objectExpression(names.map((name) => property(name, id(name))));

const patternOf = (names: readonly string[]): t.ObjectPattern =>
  t.objectPattern(names.map((name) => property(name, id(name)) as t.ObjectProperty));
