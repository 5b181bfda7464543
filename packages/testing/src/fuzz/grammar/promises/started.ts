import { expr } from "../../tree/node.js";
import { namesOf, without, type Place } from "../place.js";
import type { ExpressionRule } from "../production.js";
import { step } from "../steps.js";

const has =
  (kind: Parameters<typeof namesOf>[1]) =>
  (place: Place): boolean =>
    namesOf(place, kind!).length > 0;

/** What begins where it is called, and is not awaited there. */
export const started: readonly ExpressionRule[] = [
  {
    feature: "started-operation",
    weight: 10,
    write: (writer, place) =>
      writer.once(3) ? expr`ctx.sleep(pause())` : step(writer, place, place.guarded ? 5 : 150),
  },
  {
    feature: "started-helper",
    weight: 5,
    when: has("helper"),
    write: (writer, place) => {
      const [good, bad] = namesOf(place, "helper");
      const name = writer.once(place.guarded ? 5 : 150) ? bad : good;
      return expr`${name!}(ctx, log, pause, ${writer.expression(place)})`;
    },
  },
  {
    feature: "started-closure",
    weight: 8,
    when: has("asyncFunction"),
    write: (writer, place) =>
      expr`Promise.resolve(tick() ? ${writer.one(namesOf(place, "asyncFunction"))}(${writer.expression(place)}) : 0)`,
  },
  {
    feature: "started-closure",
    weight: 6,
    when: has("asyncFunctions"),
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "asyncFunctions"));
      return expr`Promise.resolve(tick() ? ${name}.at(${writer.pick(3) - 1})?.(${writer.expression(place)}) : 0)`;
    },
  },
  {
    feature: "started-closure",
    weight: 6,
    when: ({ bindings }) => bindings.some(({ members }) => members?.includes("am")),
    write: (writer, place) => {
      const objects = place.bindings.filter(
        ({ kind, members }) => kind === "object" && members?.includes("am"),
      );
      if (objects.length === 0) return expr`Promise.resolve(${writer.expression(place)})`;
      return expr`Promise.resolve(tick() ? ${writer.one(objects).name}.am(${writer.expression(place)}) : 0)`;
    },
  },
  {
    feature: "started-request",
    weight: 40,
    when: has("asyncIterator"),
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "asyncIterator"));
      const inside = without(place, name);
      if (place.guarded && writer.once(6)) return expr`${name}.throw(new Error("t:${writer.name("t")}"))`;
      return expr`${name}.${writer.one(["next", "next", "next", "next", "return"])}(${writer.expression(inside)})`;
    },
  },
  {
    feature: "settled-promise",
    weight: 3,
    write: (writer, place) => {
      if (place.guarded && writer.once(3)) return expr`Promise.reject(new Error("t:${writer.name("f")}"))`;
      return expr`Promise.resolve(${writer.once(4) ? writer.promise(place) : writer.expression(place)})`;
    },
  },
];
