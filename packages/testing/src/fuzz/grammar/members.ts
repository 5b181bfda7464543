import { expr } from "../tree/node.js";
import { namesOf } from "./place.js";
import type { ExpressionRule } from "./production.js";

/** Reading properties. */
export const members: readonly ExpressionRule[] = [
  {
    feature: "member",
    weight: 3,
    write: (writer, place) =>
      writer.once(2)
        ? expr`object(${writer.expression(place)})[key(${writer.expression(place)})]`
        : expr`object(${writer.expression(place)}).${writer.one(["k0", "n", "length"])}`,
  },
  {
    feature: "member",
    weight: 3,
    when: ({ hasThis }) => hasThis,
    write: (writer, place) =>
      writer.once(2) ? expr`this.n` : expr`(this.n = keep(${writer.expression(place)}))`,
  },
  {
    feature: "optional-chain",
    weight: 4,
    write: (writer, place) => {
      const head = expr`(${writer.expression(place)} as any)`;
      const key = () => writer.expression(place);
      return writer.one([
        () => expr`${head}?.n`,
        () => expr`${head}?.[key(${key()})]?.[key(${key()})]`,
        () => expr`${head}?.at?.(${key()})`,
        () => expr`${head}?.[key(${key()})]?.toString?.()`,
        () => expr`${head}?.none?.(${key()}).deep[${key()}]`,
        () => expr`(delete ${head}?.[key(${key()})])`,
      ])();
    },
  },
  {
    feature: "object",
    weight: 5,
    when: (place) => namesOf(place, "object").length > 0,
    write: (writer, place) => {
      const { name, members: has = [] } = writer.one(place.bindings.filter(({ kind }) => kind === "object"));
      const value = () => writer.expression(place);
      return writer.one([
        () => expr`${name}.n`,
        () => expr`(${name}.n = keep(${value()}))`,
        () => expr`(tick() ? ${name}.m(${value()}) : 0)`,
        () => expr`(tick() ? ${name}?.["m"]?.(${value()}) : 0)`,
        ...(has.includes("v") ? [() => expr`${name}.v`, () => expr`(${name}.v = ${value()})`] : []),
        ...(has.includes("v") ? [() => expr`(${name}.v += ${value()})`] : []),
        ...(has.includes("am") && place.canAwait
          ? [
              () => expr`(tick() ? await ${name}.am(${value()}) : 0)`,
              () => expr`(tick() ? await ${name}.am(${value()}) : 0)`,
            ]
          : []),
      ])();
    },
  },
  {
    feature: "class",
    weight: 3,
    when: (place) => namesOf(place, "class").length > 0,
    write: (writer, place) => {
      const { name, members: has = [] } = writer.one(place.bindings.filter(({ kind }) => kind === "class"));
      const made = expr`new ${name}(${writer.expression(place)})`;
      return writer.one([
        () => expr`${made}.n`,
        () => expr`(tick() ? ${made}.m(${writer.expression(place)}) : 0)`,
        () => expr`(tick() ? (${made} instanceof ${name}) : 0)`,
        ...(has.includes("s") ? [() => expr`(tick() ? ${name}.s(${writer.expression(place)}) : 0)`] : []),
        ...(has.includes("s") ? [() => expr`(${name}.count++)`] : []),
      ])();
    },
  },
  {
    feature: "super",
    weight: 20,
    when: ({ hasSuper }) => hasSuper,
    write: (writer, place) =>
      writer.one([
        expr`super.m(${writer.expression(place)})`,
        expr`super["m"](${writer.expression(place)})`,
        expr`typeof super.m`,
      ]),
  },
];
