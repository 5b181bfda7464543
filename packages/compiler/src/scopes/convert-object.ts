import * as t from "@babel/types";
import type { FunctionInfo } from "../analyse/bindings.js";
import { assign, at, call, id, member, text } from "../ast/build.js";
import { staticKey } from "../ast/terms.js";
import { place } from "./access.js";
import { convertClosure } from "./convert-closure.js";
import { convertExpression, declareTemp, type Conversion } from "./conversion.js";
import { isUnnamed, named } from "./function-name.js";

type Entry = t.ObjectExpression["properties"][number];

/** An object literal. With accessors it is made in parts, since their functions are closures that are defined one by one. */
export function convertObject(node: t.ObjectExpression, conversion: Conversion): t.Expression {
  const scope = conversion.bindings.scopes.get(node)!;
  const variable = conversion.storages.scopeVariable(scope);
  const made = node.properties.some(isAccessor)
    ? inParts(node, scope.fn, conversion)
    : whole(node, scope.fn, conversion);
  if (variable === undefined) return made;
  declareTemp(scope.fn, variable, conversion);
  const target = place(scope.bindings.get("super")!, conversion) as t.MemberExpression;
  return t.sequenceExpression([assign(variable, t.objectExpression([])), at(assign(target, made), node)]);
}

/** `__proto__: value` */
const setsPrototype = (entry: Entry): entry is t.ObjectProperty =>
  t.isObjectProperty(entry) &&
  !entry.computed &&
  !entry.shorthand &&
  staticKey(entry.key, false) === "__proto__";

const isAccessor = (entry: Entry): entry is t.ObjectMethod =>
  t.isObjectMethod(entry) && entry.kind !== "method";

function whole(node: t.ObjectExpression, fn: FunctionInfo, conversion: Conversion): t.Expression {
  node.properties = node.properties.map((entry) => convertEntry(entry, fn, conversion));
  return node;
}

/** `($object = { a }, $perdure.accessor($object, "x", "get", ...), $perdure.extend($object, { b }), $object)` */
function inParts(node: t.ObjectExpression, fn: FunctionInfo, conversion: Conversion): t.Expression {
  const object = conversion.names.fresh("$object");
  declareTemp(fn, object, conversion);
  const runtime = (name: string, ...args: t.Expression[]): t.Expression =>
    call(member(id(conversion.runtime), name), id(object), ...args);
  const steps: t.Expression[] = [];
  let part: Entry[] = [];
  const endPart = (): void => {
    const literal = at(t.objectExpression(part), node);
    if (steps.length === 0) steps.push(assign(object, literal));
    else if (part.length) steps.push(runtime("extend", literal));
    part = [];
  };
  for (const entry of node.properties) {
    if (setsPrototype(entry) && steps.length > 0) {
      endPart();
      steps.push(runtime("setPrototype", convertExpression(entry.value as t.Expression, conversion)));
      continue;
    }
    if (!isAccessor(entry)) {
      part.push(convertEntry(entry, fn, conversion));
      continue;
    }
    endPart();
    const key = entry.computed
      ? convertExpression(entry.key as t.Expression, conversion)
      : text(staticKey(entry.key, false)!);
    steps.push(runtime("accessor", key, text(entry.kind), convertClosure(entry, conversion)));
  }
  endPart();
  return t.sequenceExpression([...steps, id(object)]);
}

function convertEntry(entry: Entry, fn: FunctionInfo, conversion: Conversion): Entry {
  if (t.isSpreadElement(entry)) {
    entry.argument = convertExpression(entry.argument, conversion);
    return entry;
  }
  const value = t.isObjectMethod(entry) ? entry : (entry.value as t.Expression);
  const needsName =
    entry.computed &&
    staticKey(entry.key, true) === undefined &&
    (t.isObjectMethod(entry) || isUnnamed(entry.value));
  let key = entry.key as t.Expression;
  if (entry.computed) key = convertExpression(key, conversion);
  if (needsName) {
    const name = conversion.names.fresh("$key");
    declareTemp(fn, name, conversion);
    key = assign(name, call(member(id(conversion.runtime), "key"), key));
    const made = t.isObjectMethod(value)
      ? convertClosure(value, conversion)
      : convertExpression(value, conversion);
    return at(t.objectProperty(key, named(made, id(name), conversion.runtime), true), entry);
  }
  if (t.isObjectMethod(entry)) {
    // A method of this name is a property; as `__proto__: value` it would set the prototype.
    const isSpecial = !entry.computed && staticKey(key, false) === "__proto__";
    const name = isSpecial ? text("__proto__") : key;
    return at(t.objectProperty(name, convertClosure(entry, conversion), entry.computed || isSpecial), entry);
  }
  entry.key = key;
  entry.value = convertExpression(entry.value as t.Expression, conversion);
  return asProperty(entry);
}

/** `{ __proto__ }` defines a property; written out it would set the prototype. */
export function asProperty(entry: t.ObjectProperty): t.ObjectProperty {
  if (entry.shorthand && t.isIdentifier(entry.key, { name: "__proto__" })) {
    entry.key = t.stringLiteral("__proto__");
    entry.computed = true;
  }
  const { key, value, computed } = entry;
  entry.shorthand = !computed && t.isIdentifier(key) && t.isIdentifier(value, { name: key.name });
  return entry;
}
