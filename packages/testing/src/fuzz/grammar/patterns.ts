import { expr, list, mark, text, type Node } from "../tree/node.js";
import { namesOf, type Binding, type Place } from "./place.js";
import { spread } from "./literals.js";
import type { Writer } from "./writer.js";

/** A destructuring pattern, what it declares, and values that fit it. */
export interface Pattern {
  readonly node: Node;
  readonly declares: readonly Binding[];
  readonly value: () => Node;
}

type Use = "declare" | "assign";
type Element = { readonly node: Node; readonly declares: readonly Binding[]; readonly value: () => Node };

export function arrayPattern(writer: Writer, place: Place, use: Use, depth = 0): Pattern {
  const elements = [element(writer, place, use, depth), element(writer, place, use, depth)];
  const hole = writer.once(4) ? [text``] : [];
  const rest = writer.once(3) ? [simpleTarget(writer, place, use)] : [];
  const nodes = [...hole, ...elements.map(({ node }) => node), ...rest.map(({ node }) => text`...${node}`)];
  return {
    node: text`[${list(", ", nodes)}]`,
    declares: [...elements, ...rest].flatMap(({ declares }) => declares),
    value: () => {
      const values = list(", ", [...hole.map(() => text`0`), ...elements.map(({ value }) => value())]);
      if (depth === 0 && writer.has("for-of-iterable") && writer.once(6)) return expr`new Set([${values}])`;
      return writer.once(4) ? expr`[${values}, ${spread(writer, place)}]` : expr`[${values}]`;
    },
  };
}

export function objectPattern(writer: Writer, place: Place, use: Use, depth = 0): Pattern {
  const elements = ["k0", writer.one(["n", "k1"])].map((name) => ({
    name,
    isComputed: writer.once(4),
    ...element(writer, place, use, depth),
  }));
  const rest = writer.has("object-rest") && writer.once(3) ? [simpleTarget(writer, place, use)] : [];
  const nodes = elements.map(({ name, isComputed, node }) =>
    isComputed ? text`[keyOf(${writer.operand(place)}, "${name}")]: ${node}` : text`${name}: ${node}`,
  );
  return {
    node: text`{ ${list(", ", [...nodes, ...rest.map(({ node }) => text`${mark("object-rest")}...${node}`)])} }`,
    declares: [...elements, ...rest].flatMap(({ declares }) => declares),
    value: () =>
      expr`({ ${list(", ", [...elements.map(({ name, value }) => text`${name}: ${value()}`), text`z: 9`])} })`,
  };
}

/** One target with what it takes: a name or member, perhaps with a default, or a pattern. */
function element(writer: Writer, place: Place, use: Use, depth: number): Element {
  if (depth < 2 && writer.once(5)) {
    const pattern = (writer.once(2) ? arrayPattern : objectPattern)(writer, place, use, depth + 1);
    const node = writer.once(2) ? pattern.node : text`${pattern.node} = ${pattern.value()}`;
    return { ...pattern, node };
  }
  const target = simpleTarget(writer, place, use);
  if (!writer.once(3)) return target;
  return {
    ...target,
    node: text`${target.node} = ${writer.expression(place)}`,
    value: () => (writer.once(2) ? expr`undefined` : writer.expression(place)),
  };
}

function simpleTarget(writer: Writer, place: Place, use: Use): Element {
  const value = () => writer.expression(place);
  if (use === "declare") {
    const name = writer.name("q");
    return { node: text`${name}`, declares: [{ name, kind: "data" }], value };
  }
  const name = writer.one(namesOf(place, "data"));
  const member = writer.once(2);
  const node = member ? text`object(${name})[key(${writer.expression(place)})]` : text`${name}`;
  return { node, declares: [], value };
}
