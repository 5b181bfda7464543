import { expr } from "../tree/node.js";
import { namesOf, type Place } from "./place.js";
import type { ExpressionRule } from "./production.js";
import { step } from "./steps.js";

const canAwait = (place: Place): boolean => place.canAwait;

/** Awaits of every kind. */
export const awaits: readonly ExpressionRule[] = [
  {
    feature: "run",
    weight: 9,
    when: canAwait,
    write: (writer, place) => expr`(await ${step(writer, place, place.guarded ? 8 : 150)})`,
  },
  {
    feature: "sleep",
    weight: 1,
    when: canAwait,
    write: (writer, place) => expr`(await ctx.sleep(pause()), ${writer.expression(place)})`,
  },
  {
    feature: "memory-await",
    weight: 4,
    when: canAwait,
    write: (writer, place) => {
      if (writer.once(place.guarded ? 10 : 150))
        return expr`(await Promise.reject(new Error("t:${writer.name("f")}")))`;
      return writer.once(3)
        ? expr`(await Promise.resolve(${writer.expression(place)}))`
        : expr`(await ${writer.expression(place)})`;
    },
  },
  {
    feature: "state",
    weight: 2,
    when: canAwait,
    write: (writer, place) => {
      const key = `"${writer.one(["a", "b"])}"`;
      return writer.once(2)
        ? expr`(await ctx.state.get(${key}, ${writer.expression(place)}))`
        : expr`(await ctx.state.set(${key}, keep(${writer.expression(place)})))`;
    },
  },
  {
    feature: "helper",
    weight: 3,
    when: (place) => place.canAwait && namesOf(place, "helper").length > 0,
    write: (writer, place) => {
      const [good, bad] = namesOf(place, "helper");
      const name = writer.once(place.guarded ? 8 : 150) ? bad : good;
      return expr`(await ${name!}(ctx, log, pause, ${writer.expression(place)}))`;
    },
  },
  {
    feature: "async-closure",
    weight: 8,
    when: (place) => place.canAwait && namesOf(place, "asyncFunction").length > 0,
    write: (writer, place) =>
      expr`(tick() ? await ${writer.one(namesOf(place, "asyncFunction"))}(${writer.expression(place)}) : 0)`,
  },
  {
    feature: "stored-async-closures",
    weight: 6,
    when: (place) => place.canAwait && namesOf(place, "asyncFunctions").length > 0,
    write: (writer, place) =>
      expr`(tick() ? await ${writer.one(namesOf(place, "asyncFunctions"))}.at(${writer.pick(3) - 1})?.(${writer.expression(place)}) : 0)`,
  },
  {
    feature: "async-arrow",
    weight: 2,
    when: canAwait,
    write: (writer, place) => {
      const inside = { ...place, canYield: false, hasArguments: false };
      return expr`(await (async (${writer.name("p")}: any) => ${writer.expression(inside)})(${writer.expression(place)}))`;
    },
  },
];
