import { parse } from "../../packages/compiler/dist/parse.js";
import { walkWithAncestors } from "../../packages/compiler/dist/ast/walk.js";
import { methodName, placeOf } from "../../packages/compiler/dist/find/place.js";

const SILENT = { report() {} };

/**
 * The functions at module level that can be marked durable: async ones, with `all` every one that is no generator.
 * Null where the file cannot be parsed.
 */
export function findFunctions(source, filename, all) {
  const file = parse(source, filename, SILENT);
  if (!file) return null;
  const functions = [];
  walkWithAncestors(file.program, (node, ancestors) => {
    if (!node.body || !/Function|Method$/.test(node.type)) return true;
    const isCandidate = (node.async || (all && !node.generator && !isTypeGuard(node))) && isNamed(node);
    if (!isCandidate || placeOf(ancestors).kind !== "module") return !node.async;
    functions.push(node);
    return false;
  });
  return { file, functions };
}

/** `(x): x is string` may not be async. */
const isTypeGuard = ({ returnType }) => returnType?.typeAnnotation?.type === "TSTypePredicate";

/** Constructors, accessors and methods whose key is only known at run time cannot be durable. */
const isNamed = (node) =>
  !node.type.endsWith("Method") ||
  (node.type !== "ClassPrivateMethod" && node.kind === "method" && methodName(node) !== undefined);

/**
 * The source with these functions marked: async, with a directive, and an import of the library that makes the
 * compiler look at generators too. `rangeOf` gives a function's place in the new text.
 */
export function mark(source, file, functions) {
  const inserts = [{ at: file.program.body[0].start, text: `import { durable as $mark } from "perdure"; ` }];
  for (const node of functions) {
    if (!node.async) inserts.push({ at: startOfName(node, source), text: "async " });
    if (node.body.type === "BlockStatement") {
      inserts.push({ at: node.body.start + 1, text: ` "use durable"; ` });
    } else {
      const start = node.body.extra?.parenthesized ? node.body.extra.parenStart : node.body.start;
      inserts.push({ at: start, text: `{ "use durable"; return ` }, { at: node.end, text: "; }" });
    }
  }
  inserts.sort((a, b) => a.at - b.at);
  let code = "";
  let position = 0;
  for (const { at, text } of inserts) {
    code += source.slice(position, at) + text;
    position = at;
  }
  const shift = (offset, inclusive) =>
    inserts.reduce(
      (sum, { at, text }) => sum + (at < offset || (inclusive && at === offset) ? text.length : 0),
      offset,
    );
  return {
    code: code + source.slice(position),
    rangeOf: (node) => [shift(node.start, false), shift(node.end, true)],
  };
}

function startOfName(node, source) {
  if (!node.type.endsWith("Method")) return node.start;
  return node.computed ? source.lastIndexOf("[", node.key.start) : node.key.start;
}
