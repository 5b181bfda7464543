import { describe, expect, expectTypeOf, it } from "vitest";
import type { DurableContext } from "./durable-context.js";
import { durable } from "./durable.js";
import type { Stub } from "./stub-types.js";

const state = () => ({ count: 0 });
const handlers = {};

describe("types of entities", () => {
  it("come from the state and the handlers", () => {
    const counter = durable.entity({
      name: "counter",
      state: (id: string, first: number) => ({ id, count: first }),
      handlers: {
        add(self, by: number) {
          expectTypeOf(self).toEqualTypeOf<{ id: string; count: number }>();
          return (self.count += by);
        },
        async later(self, ctx: DurableContext, text?: string) {
          await ctx.sleep(1);
          return `${text}${self.count}`;
        },
        reset(self): void {
          self.count = 0;
        },
      },
      shared: { value: ({ count }) => count, above: ({ count }, least: number) => count > least },
    });
    type Counter = Stub<InstanceType<typeof counter>>;
    expectTypeOf<Counter["add"]>().toEqualTypeOf<(by: number) => Promise<number>>();
    expectTypeOf<Counter["later"]>().toEqualTypeOf<(text?: string) => Promise<string>>();
    expectTypeOf<Counter["reset"]>().returns.resolves.toBeVoid();
    expectTypeOf<Counter["value"]>().toEqualTypeOf<() => Promise<number>>();
    expectTypeOf<Counter["above"]>().toEqualTypeOf<(least: number) => Promise<boolean>>();
    expectTypeOf<Counter>().not.toHaveProperty("count");
    const flow = durable.flow(async (ctx) => {
      const own = ctx.getObject(counter, "a", 1);
      // @ts-expect-error what it is created with is missing
      void (() => ctx.getObject(counter, "a"));
      // @ts-expect-error there is no such handler
      void (() => own.subtract(1));
      // @ts-expect-error the argument is of another type
      void (() => own.add("1"));
      return own.add(2);
    });
    expectTypeOf(flow).returns.toEqualTypeOf<Promise<number>>();
    void (() => expectTypeOf(counter.getOrCreate("a", 1)).resolves.toEqualTypeOf<Counter>());
    const bare = durable.entity({ name: "bare", state, handlers: { up: (self) => (self.count += 1) } });
    const named = durable.entity({ state: (id) => ({ id }), handlers: { own: (self) => self.id } });
    void (() => expectTypeOf(named.getOrCreate("a").then((stub) => stub.own())).resolves.toBeString());
    expectTypeOf<InstanceType<typeof bare>>().not.toHaveProperty("down");
    void (() => expectTypeOf(bare.getOrCreate("a")).resolves.toHaveProperty("up"));
    // @ts-expect-error a state is an object
    void (() => durable.entity({ name: "n", state: () => 0, handlers: {} }));
  });
});

describe("durable.entity refuses", () => {
  it.each([
    ["nothing", undefined, "PD2240"],
    ["no options", "counter", "PD2121"],
    ["no state", { handlers }, "PD2240"],
    ["no handlers", { state }, "PD2240"],
    ["a state that is no function", { state: {}, handlers }, "PD2120"],
    ["handlers that are no functions", { state, handlers: { add: 1 } }, "PD2120"],
    ["a list of handlers", { state, handlers: [() => 1] }, "PD2120"],
    ["names of shared ones", { state, handlers, shared: ["value"] }, "PD2240"],
    ["a name twice", { state, handlers: { a: () => 1 }, shared: { a: () => 1 } }, "PD2240"],
    ["a handler called then", { state, handlers: { then: () => 1 } }, "PD2240"],
    ["an unknown option", { state, handlers, handler: {} }, "PD2053"],
    [
      "a shared handler with a context",
      { state, handlers, shared: { a: (_: unknown, ctx: unknown) => ctx } },
      "PD2240",
    ],
  ])("%s", (_, definition, code) => {
    const declare = () => (durable.entity(definition as never) as unknown as { list(): unknown }).list();
    const refused = (async () => declare())();
    return expect(refused).rejects.toMatchObject({ code });
  });

  it("calls where it has not been compiled", async () => {
    const raw = durable.entity({ name: "raw", state, handlers: { up: (self) => (self.count += 1) } });
    await expect(raw.getOrCreate("a")).rejects.toMatchObject({ code: "PD2001" });
  });
});
