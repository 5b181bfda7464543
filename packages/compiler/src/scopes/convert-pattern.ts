import * as t from "@babel/types";
import { at, id, member, statement } from "../ast/build.js";
import { assignedConstant, checkedWrite, place, placeOf, uninitialised } from "./access.js";
import { writingOf } from "./convert-assignment.js";
import { convertExpression, type Conversion } from "./conversion.js";

/** A declared or assigned pattern, with every name in it replaced by where the variable lives. */
export function convertTarget(node: t.Node, conversion: Conversion): t.Node {
  switch (node.type) {
    case "Identifier":
      return convertName(node, conversion);
    case "AssignmentPattern":
      node.left = convertTarget(node.left, conversion) as typeof node.left;
      node.right = convertExpression(node.right, conversion);
      return node;
    case "RestElement":
      node.argument = convertTarget(node.argument, conversion) as typeof node.argument;
      return node;
    case "ArrayPattern":
      node.elements = node.elements.map(
        (element) => element && (convertTarget(element, conversion) as typeof element),
      );
      return node;
    case "ObjectPattern":
      for (const entry of node.properties) {
        if (t.isRestElement(entry)) convertTarget(entry, conversion);
        else {
          if (entry.computed) entry.key = convertExpression(entry.key as t.Expression, conversion);
          entry.value = convertTarget(entry.value, conversion) as typeof entry.value;
          entry.shorthand =
            t.isIdentifier(entry.key) && t.isIdentifier(entry.value, { name: entry.key.name });
        }
      }
      return node;
    default:
      return convertExpression(node as t.Expression, conversion);
  }
}

function convertName(node: t.Identifier, conversion: Conversion): t.Node {
  const declared = conversion.bindings.declared.get(node);
  if (declared) return at(place(declared, conversion), node);
  const use = conversion.bindings.references.get(node);
  if (!use?.binding) return node;
  const { binding } = use;
  const value = id("value");
  switch (writingOf(use, conversion)) {
    case "plain":
      return at(placeOf(use, conversion), node);
    case "constant":
      return failing(value, assignedConstant(use, value, conversion));
    case "uninitialised":
      return failing(value, uninitialised(binding.name, conversion));
    case "checked":
      return failing(value, checkedWrite(binding, value, conversion));
  }
}

/** A target inside a pattern whose assignment runs an expression: `({ set to(value) { ... } }).to`. */
const failing = (value: t.Identifier, effect: t.Expression): t.MemberExpression =>
  member(
    t.objectExpression([t.objectMethod("set", id("to"), [value], t.blockStatement([statement(effect)]))]),
    "to",
  );

/** Only the code inside a parameter: its defaults and computed keys. Its names stay as they are. */
export function convertParameter(node: t.Node, conversion: Conversion): void {
  switch (node.type) {
    case "AssignmentPattern":
      convertParameter(node.left, conversion);
      node.right = convertExpression(node.right, conversion);
      return;
    case "RestElement":
      return convertParameter(node.argument, conversion);
    case "ArrayPattern":
      for (const element of node.elements) if (element) convertParameter(element, conversion);
      return;
    case "ObjectPattern":
      for (const entry of node.properties) {
        if (t.isRestElement(entry)) convertParameter(entry, conversion);
        else {
          if (entry.computed) entry.key = convertExpression(entry.key as t.Expression, conversion);
          convertParameter(entry.value, conversion);
        }
      }
      return;
    default:
      return;
  }
}
