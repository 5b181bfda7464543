import { list, mark, stmt, text, type Node } from "../tree/node.js";
import { accessors, method } from "./objects.js";
import { enter, namesOf, type Binding, type Place } from "./place.js";
import type { StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

/** Classes with what the features allow, and instances of them. */
export const classes: readonly StatementRule[] = [
  {
    feature: "class",
    weight: 3,
    write: (writer, place) => {
      const name = writer.name("C");
      const bases = writer.has("inheritance") ? place.bindings.filter(({ kind }) => kind === "class") : [];
      const base = bases.length && !writer.once(3) ? writer.one(bases) : undefined;
      const has = new Set(base?.members);
      const members = [
        constructor(writer, place, base !== undefined),
        method(writer, place, base !== undefined),
      ];
      if (writer.has("class-fields") && writer.once(2))
        members.unshift(
          text`${mark("class-fields")}field: any = ${writer.expression(enter(place, { hasThis: false }))};`,
        );
      if (writer.has("accessors") && writer.once(3)) {
        members.push(...accessors(writer, place));
        has.add("v");
      }
      if (writer.has("async-method") && writer.once(3)) {
        members.push(
          text`${mark("async-method")}async ${method(writer, place, base !== undefined, "am", true)}`,
        );
        has.add("am");
      }
      if (writer.has("static") && writer.once(3)) {
        members.push(
          text`${mark("static")}static count: any = ${writer.expression(enter(place, { hasThis: false }))};`,
        );
        members.push(text`static ${method(writer, place, false, "s")}`);
        members.push(text`static { this.count = log("static", 1); }`);
        has.add("s");
      }
      if (writer.has("private") && writer.once(2)) members.push(...privates(writer, place));
      const heritage = base ? text` ${mark("inheritance")}extends ${base.name}` : text``;
      return {
        node: stmt`class ${name}${heritage} {\n[name: string]: any;\n${list("\n", members)}\n}\n`,
        declares: [{ name, kind: "class", members: [...has] } satisfies Binding],
      };
    },
  },
  {
    feature: "class",
    weight: 4,
    when: (place) => namesOf(place, "class").length > 0,
    write: (writer, place) => {
      const { name: of, members = [] } = writer.one(place.bindings.filter(({ kind }) => kind === "class"));
      const name = writer.name("o");
      return {
        node: stmt`const ${name}: any = new ${of}(${writer.expression(place)});\n`,
        declares: [{ name, kind: "object", members: members.filter((member) => member !== "s") }],
      };
    },
  },
];

function constructor(writer: Writer, place: Place, isDerived: boolean): Node {
  const name = writer.name("p");
  const inside = enter(place, {}, { name, kind: "data" });
  const start = isDerived ? text`super(${writer.expression({ ...inside, hasThis: false })});` : text``;
  return text`constructor(${name}: any) { ${start} this.n = keep(${writer.expression({ ...inside, hasSuper: false })}); }`;
}

/** A private field, a private method and what uses them. */
function privates(writer: Writer, place: Place): Node[] {
  const name = writer.name("p");
  const inside = enter(place, { hasThis: true, hasSuper: false }, { name, kind: "data" });
  return [
    text`${mark("private")}#secret: any = 1;`,
    text`#hidden(${name}: any): any { return [this.#secret, ${writer.expression(inside)}]; }`,
    text`reveal(${name}: any): any { this.#secret = keep(${writer.expression(inside)}); return #secret in this && this.#hidden(${name}); }`,
    text`get n(): any { return this.#secret; }`,
    text`set n(${name}: any) { this.#secret = ${name}; }`,
  ];
}
