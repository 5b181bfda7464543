import * as t from "@babel/types";
import { closureBetween, isBeforeInitialised, type Reference } from "../analyse/bindings.js";
import { assign, at } from "../ast/build.js";
import {
  accessOf,
  assignedConstant,
  checkedRead,
  checkedWrite,
  constant,
  place,
  placeOf,
  read,
  uninitialised,
} from "./access.js";
import { convertExpression, type Conversion } from "./conversion.js";
import { convertTarget } from "./convert-pattern.js";

/** What assigning a variable does. */
export type Writing = "plain" | "constant" | "uninitialised" | "checked";

export function writingOf(use: Reference, conversion: Conversion): Writing {
  const binding = use.binding!;
  if (binding.scope.fn.native) return "plain";
  // The language itself refuses to assign a function's own name, unless it stands in a scope object.
  if (binding.kind === "self") return conversion.storages.of(binding).kind === "scope" ? "constant" : "plain";
  const access = accessOf(use, conversion);
  if (access === "uninitialised") return access;
  // A class's own name is a constant for its members.
  const isOwnClass = binding.kind === "class" && t.isClass(binding.scope.owner);
  if (binding.kind !== "const" && !isOwnClass) return access;
  const isEarly = !closureBetween(binding.scope.fn, use.fn) && isBeforeInitialised(binding, use.position);
  return isEarly ? "uninitialised" : "constant";
}

/** `x = value`, `x += value`, `x ??= value`, `[a, b] = value`. */
export function convertAssignment(node: t.AssignmentExpression, conversion: Conversion): t.Expression {
  const use = conversion.bindings.references.get(node.left);
  const right = convertExpression(node.right, conversion);
  node.right = right;
  if (!t.isIdentifier(node.left) || !use?.binding) {
    node.left = convertTarget(node.left, conversion) as typeof node.left;
    return node;
  }
  const { binding } = use;
  const operator = node.operator.slice(0, -1);
  const writing = writingOf(use, conversion);
  switch (writing) {
    case "plain":
      node.left = at(placeOf(use, conversion), node.left);
      return node;
    case "uninitialised": {
      const failure = uninitialised(binding.name, conversion);
      return at(operator ? failure : t.sequenceExpression([right, failure]), node);
    }
    case "constant":
    case "checked": {
      const write = (value: t.Expression): t.Expression =>
        writing === "constant"
          ? assignedConstant(use, value, conversion)
          : checkedWrite(binding, value, conversion);
      if (!operator) return at(write(right), node);
      if (isLogical(operator))
        return at(t.logicalExpression(operator, read(use, conversion), write(right)), node);
      if (writing === "constant") {
        const value = t.binaryExpression(
          operator as t.BinaryExpression["operator"],
          read(use, conversion),
          right,
        );
        return at(constant(value, conversion), node);
      }
      const update = assign(place(binding, conversion), right, node.operator);
      return at(t.sequenceExpression([checkedRead(binding, conversion), at(update, node)]), node);
    }
  }
}

const isLogical = (operator: string): operator is t.LogicalExpression["operator"] =>
  operator === "&&" || operator === "||" || operator === "??";

/** `x++` and its like. */
export function convertUpdate(node: t.UpdateExpression, conversion: Conversion): t.Expression {
  const use = conversion.bindings.references.get(node.argument);
  if (!use?.binding) {
    node.argument = convertExpression(node.argument, conversion) as typeof node.argument;
    return node;
  }
  const { binding } = use;
  switch (writingOf(use, conversion)) {
    case "uninitialised":
      return at(uninitialised(binding.name, conversion), node);
    case "constant":
      return at(constant(read(use, conversion), conversion), node);
    case "plain":
      node.argument = placeOf(use, conversion);
      return node;
    case "checked":
      node.argument = place(binding, conversion);
      return at(t.sequenceExpression([checkedRead(binding, conversion), node]), node);
  }
}
