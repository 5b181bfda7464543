import * as t from "@babel/types";
import { Tree } from "../../packages/compiler/dist/ast/tree.js";
import { readModule } from "../../packages/compiler/dist/find/module.js";
import { resolve } from "../../packages/compiler/dist/analyse/resolve.js";
import { eraseTypes } from "../../packages/compiler/dist/desugar/erase-types.js";
import { parse } from "../../packages/compiler/dist/parse.js";

const KNOWN = new Set(["undefined", "arguments", "Object", "Symbol"]);

/** Names that the output uses and nothing declares, although the source had no such name: the compiler lost something. */
export function lostNames(source, output, filename) {
  const before = freeNames(source, filename);
  return [...freeNames(output, filename)].filter((name) => !before.has(name) && !KNOWN.has(name));
}

function freeNames(code, filename) {
  const file = parse(code, filename, { report() {} });
  const { bindings } = readModule(file);
  const statements = file.program.body.flatMap((statement) => {
    if (t.isImportDeclaration(statement)) return [];
    const declaration = /^Export(?:Named|Default)/.test(statement.type) ? statement.declaration : statement;
    if (!declaration) return [];
    return t.isExpression(declaration) ? t.expressionStatement(declaration) : declaration;
  });
  const whole = t.functionDeclaration(null, [], t.blockStatement(statements));
  eraseTypes(new Tree(whole));
  const { references } = resolve(whole);
  const free = [...references.values()].filter(({ name, binding }) => !binding && !bindings.has(name));
  return new Set(free.map(({ name }) => name));
}
