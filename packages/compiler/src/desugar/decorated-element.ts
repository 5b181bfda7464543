import * as t from "@babel/types";
import { assign, at, call, id, member, number, object, property, statement, text } from "../ast/build.js";
import type { Member } from "./decorated-class.js";
import { named } from "./replace-accessors.js";

export type Decorated =
  t.ClassMethod | t.ClassPrivateMethod | t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;

/** The names that the code of a decorated class uses. */
export interface DecoratedNames {
  readonly runtime: string;
  readonly decorated: string;
  /** A private name that the code does not use. */
  privateName(base: string): t.PrivateName;
}

/** An element as `decorate` takes it, and what stands in its place. */
export interface ReplacedElement {
  readonly element: t.Expression;
  readonly members: readonly Member[];
}

/** Replaces an element with decorators, which are given as a list; `index` is its number among those of the class. */
export function replaceElement(
  part: Decorated,
  index: number,
  decorators: t.Expression,
  names: DecoratedNames,
): ReplacedElement {
  part.decorators = null;
  if (t.isClassMethod(part)) return { element: describe(part, "method", decorators), members: [part] };
  if (t.isClassPrivateMethod(part)) return replacePrivateMethod(part, index, decorators, names);
  const { runtime, decorated } = names;
  const initial = part.value ? named(part.value, part) : id("undefined");
  const place = [id(decorated), number(index), t.thisExpression()];
  const value = at(call(member(id(runtime), "initialValue"), ...place, initial), part.value);
  const last = runInitializers(number(index), part.static === true, names);
  if (t.isClassAccessorProperty(part)) return replaceAccessor(part, index, decorators, names, [value, last]);
  part.value = value;
  return { element: describe(part, "field", decorators), members: [part, last] };
}

/** What `addInitializer` was given, where it has to run. */
export function runInitializers(
  which: t.Expression,
  isStatic: boolean,
  { runtime, decorated, privateName }: DecoratedNames,
): Member {
  const run = call(member(id(runtime), "runInitializers"), id(decorated), which, t.thisExpression());
  if (isStatic) return t.staticBlock([statement(run)]);
  // A private field of which only the initialiser matters: it runs where the field stands.
  return Object.assign(t.classPrivateProperty(privateName("run"), run), { extra: { isHidden: true } });
}

/** A value in a private field, with a getter and a setter. */
function replaceAccessor(
  part: t.ClassAccessorProperty,
  index: number,
  decorators: t.Expression,
  names: DecoratedNames,
  [value, last]: readonly [t.Expression, Member],
): ReplacedElement {
  const { key, computed, static: isStatic } = part;
  const storage = names.privateName(t.isIdentifier(key) ? key.name : "value");
  const stored = (): t.MemberExpression => t.memberExpression(t.thisExpression(), t.cloneNode(storage));
  const field = at(t.classPrivateProperty(t.cloneNode(storage), value, null, isStatic), part);
  const read = t.blockStatement([t.returnStatement(stored())]);
  const write = t.blockStatement([statement(assign(stored(), id("value")))]);
  if (t.isPrivateName(key)) {
    const half = (kind: "get" | "set", params: t.Identifier[], body: t.BlockStatement) =>
      [
        kind,
        functionNamed(`${kind} #${key.id.name}`, t.objectMethod("method", id("f"), params, body)),
      ] as const;
    const halves = object([half("get", [], read), half("set", [id("value")], write)]);
    const dispatchers = (["get", "set"] as const).map((kind) =>
      dispatcher(kind, key, isStatic, index, names),
    );
    const element = describe(part, "accessor", decorators, halves);
    return { element, members: [field, ...dispatchers, last] };
  }
  const half = (kind: "get" | "set", params: t.Identifier[], body: t.BlockStatement): Member =>
    at(t.classMethod(kind, t.cloneNode(key) as t.Expression, params, body, computed, isStatic), part);
  const members = [field, half("get", [], read), half("set", [id("value")], write), last];
  return { element: describe(part, "accessor", decorators), members };
}

/** `#pay(n) { ... }` as a function for the decorators, and `get #pay() { return $decorated.own[0].value; }`. */
function replacePrivateMethod(
  part: t.ClassPrivateMethod,
  index: number,
  decorators: t.Expression,
  names: DecoratedNames,
): ReplacedElement {
  const { key, kind, params, body, generator = false, async = false } = part;
  const half = kind === "get" || kind === "set" ? kind : "value";
  const name = `${half === "value" ? "" : `${half} `}#${key.id.name}`;
  const code = t.objectMethod(
    "method",
    id("f"),
    params as t.ObjectMethod["params"],
    body,
    false,
    generator,
    async,
  );
  const descriptor = object([[half, functionNamed(name, at(code, part))]]);
  const isStatic = part.static === true;
  return {
    element: describe(part, "method", decorators, descriptor),
    members: [at(dispatcher(half, key, isStatic, index, names), part)],
  };
}

/** `{ "#pay"() { ... } }["#pay"]` */
function functionNamed(name: string, method: t.ObjectMethod): t.Expression {
  method.key = text(name);
  return member(t.objectExpression([method]), name);
}

/** What the decorators have made of a private element. */
function dispatcher(
  half: "value" | "get" | "set",
  key: t.PrivateName,
  isStatic: boolean,
  index: number,
  { decorated }: DecoratedNames,
): Member {
  const own = t.memberExpression(member(id(decorated), "own"), number(index), true);
  const made = member(own, half);
  const called = (...args: t.Expression[]): t.Expression =>
    call(member(made, "call"), t.thisExpression(), ...args);
  const isSetter = half === "set";
  const run = isSetter
    ? statement(called(id("value")))
    : t.returnStatement(half === "value" ? made : called());
  const params = isSetter ? [id("value")] : [];
  return t.classPrivateMethod(
    isSetter ? "set" : "get",
    t.cloneNode(key),
    params,
    t.blockStatement([run]),
    isStatic,
  );
}

/** `{ kind: "field", name: "x", static: true, decorators: $decorated[1] }` */
function describe(
  part: Decorated,
  kind: "method" | "accessor" | "field",
  decorators: t.Expression,
  descriptor?: t.Expression,
): t.Expression {
  const { key } = part;
  const isNamed = t.isIdentifier(key) && !("computed" in part && part.computed);
  const name = t.isPrivateName(key) ? text(`#${key.id.name}`) : isNamed ? text(key.name) : t.cloneNode(key);
  const isGetter = t.isMethod(part) && part.kind === "get";
  const isSetter = t.isMethod(part) && part.kind === "set";
  const parts: [string, t.Expression][] = [
    ["kind", text(isGetter ? "getter" : isSetter ? "setter" : kind)],
    ["name", t.isNumericLiteral(name) ? text(String(name.value)) : (name as t.Expression)],
    ["decorators", decorators],
  ];
  if (part.static) parts.push(["static", t.booleanLiteral(true)]);
  if (t.isPrivateName(key)) {
    const reads = !isSetter;
    const writes = isSetter || kind !== "method";
    parts.push(["access", accessTo(key, reads, writes)]);
  }
  if (descriptor) parts.push(["descriptor", descriptor]);
  return object(parts);
}

/** `{ has: (object) => #x in object, get: ..., set: ... }` */
function accessTo({ id: { name } }: t.PrivateName, reads: boolean, writes: boolean): t.Expression {
  const own = (): t.PrivateName => t.privateName(id(name));
  const place = (): t.MemberExpression => t.memberExpression(id("object"), own());
  const arrow = (params: string[], body: t.Expression): t.Expression =>
    t.arrowFunctionExpression(params.map(id), body);
  const isIn = t.binaryExpression("in", own() as unknown as t.Expression, id("object"));
  const write = t.unaryExpression("void", assign(place(), id("value")));
  return t.objectExpression([
    property("has", arrow(["object"], isIn)),
    ...(reads ? [property("get", arrow(["object"], place()))] : []),
    ...(writes ? [property("set", arrow(["object", "value"], write))] : []),
  ]);
}
