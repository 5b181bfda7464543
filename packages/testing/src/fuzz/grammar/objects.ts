import { list, mark, stmt, text, type Node } from "../tree/node.js";
import { body } from "./closures.js";
import { parameters } from "./parameters.js";
import { enter, namesOf, type Binding, type Place } from "./place.js";
import type { StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

/** Object literals with methods, accessors and super. */
export const objects: readonly StatementRule[] = [
  {
    feature: "object",
    weight: 5,
    write: (writer, place) => {
      const name = writer.name("o");
      const bases = writer.has("super") ? namesOf(place, "object") : [];
      const base = bases.length && writer.once(2) ? writer.one(bases) : undefined;
      const members = [
        text`n: ${writer.expression(place)}`,
        text`${method(writer, place, base !== undefined)}`,
      ];
      const has: ("v" | "am")[] = [];
      if (writer.has("accessors") && writer.once(2)) {
        members.push(...accessors(writer, place));
        has.push("v");
      }
      if (writer.has("async-method") && writer.once(2)) {
        members.push(
          text`${mark("async-method")}async ${method(writer, place, base !== undefined, "am", true)}`,
        );
        has.push("am");
      }
      if (base) members.push(text`__proto__: ${base}`);
      return {
        node: stmt`const ${name}: any = { ${list(",\n", members)} };\n`,
        declares: [{ name, kind: "object", members: has } satisfies Binding],
      };
    },
  },
];

/** A method that takes one value. `this` has the field `n`. */
export function method(writer: Writer, place: Place, hasSuper: boolean, name = "m", canAwait = false): Node {
  const { node, declares } = parameters(writer, { ...place, hasThis: true, hasSuper: false });
  const inside = enter(place, { canAwait, hasThis: true, hasSuper, hasArguments: true }, ...declares);
  return text`${name}(${node}): ${canAwait ? "Promise<any>" : "any"} ${body(writer, inside)}`;
}

/** A getter and a setter `v`. */
export function accessors(writer: Writer, place: Place): Node[] {
  const name = writer.name("p");
  const own = { hasThis: true, hasSuper: false };
  const getter = writer.expression(enter(place, own));
  const setter = writer.expression(enter(place, own, { name, kind: "data" }));
  return [
    text`${mark("accessors")}get v(): any { return ${getter}; }`,
    text`set v(${name}: any) { this.n = keep(${name}); log("set", ${setter}); }`,
  ];
}
