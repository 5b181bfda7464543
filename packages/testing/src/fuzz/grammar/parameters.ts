import { list, mark, text, type Node } from "../tree/node.js";
import { arrayPattern, objectPattern } from "./patterns.js";
import { bind, enter, type Binding, type Place } from "./place.js";
import type { Writer } from "./writer.js";

/** A function's parameters. The first takes the value of the call; all others have defaults. */
export interface Parameters {
  readonly node: Node;
  readonly declares: readonly Binding[];
}

export function parameters(writer: Writer, place: Place): Parameters {
  const first: Binding = { name: writer.name("p"), kind: "data" };
  // A default runs in the function, where nothing can be awaited.
  const inside = enter(place, { hasThis: place.hasThis });
  const nodes = [
    writer.has("default-parameters") && writer.once(4)
      ? text`${mark("default-parameters")}${first.name}: any = ${writer.expression(inside)}`
      : text`${first.name}: any`,
  ];
  const declares = [first];
  let sight = bind(inside, first);
  if (writer.has("default-parameters") && writer.once(4)) {
    const closure: Binding = { name: writer.name("g"), kind: "function" };
    nodes.push(
      text`${closure.name}: any = (y: any) => (${first.name} = keep([y, ${writer.expression(sight)}]))`,
    );
    declares.push(closure);
    sight = bind(sight, closure);
  }
  if (writer.has("destructured-parameters") && writer.once(4)) {
    const pattern = (writer.once(2) ? arrayPattern : objectPattern)(writer, sight, "declare");
    nodes.push(text`${mark("destructured-parameters")}${pattern.node}: any = ${pattern.value()}`);
    declares.push(...pattern.declares);
  }
  if (writer.once(8)) {
    const rest: Binding = { name: writer.name("q"), kind: "data" };
    nodes.push(text`...${rest.name}: any`);
    declares.push(rest);
  }
  return { node: list(", ", nodes), declares };
}
