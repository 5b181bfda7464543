import { describe, expectTypeOf, test } from "vitest";
import type { DurableContext } from "./durable-context.js";
import { DurableObject } from "./durable-object.js";
import type { ConstructorArguments, Stub } from "./stub-types.js";

class Order extends DurableObject {
  total = 0;
  private readonly secret: string = "";
  readonly callback: () => void = () => {};

  constructor(id: string, currency: string, limit?: number) {
    super(id);
    this.total = currency.length + (limit ?? 0) + this.secret.length;
  }

  add(sku: string, count: number): number {
    return this.total + sku.length + count;
  }
  async later(): Promise<{ readonly sku: string }> {
    return { sku: "" };
  }
  async pay(ctx: DurableContext, amount: number): Promise<string> {
    return `${ctx.id} ${amount}`;
  }
  async ping(_ctx: DurableContext): Promise<void> {}
  withId(thing: { readonly id: string }): string {
    return thing.id;
  }
  anything(value: unknown): unknown {
    return value;
  }
  // eslint-disable-next-line unicorn/no-thenable
  then(): void {}
  protected inner(): void {}
  private hidden(): void {}
  uses(): void {
    this.hidden();
  }
}

type Methods = Stub<Order>;

describe("stubs", () => {
  test("make synchronous methods asynchronous, and leave asynchronous ones as they are", () => {
    expectTypeOf<Methods["add"]>().toEqualTypeOf<(sku: string, count: number) => Promise<number>>();
    expectTypeOf<Methods["later"]>().toEqualTypeOf<() => Promise<{ readonly sku: string }>>();
  });

  test("drop the context, and only the context", () => {
    expectTypeOf<Methods["pay"]>().toEqualTypeOf<(amount: number) => Promise<string>>();
    expectTypeOf<Methods["ping"]>().toEqualTypeOf<() => Promise<void>>();
    expectTypeOf<Methods["withId"]>().toEqualTypeOf<(thing: { readonly id: string }) => Promise<string>>();
    expectTypeOf<Methods["anything"]>().toEqualTypeOf<(value: unknown) => Promise<unknown>>();
  });

  test("have no fields, nothing private or protected, and no `then`", () => {
    expectTypeOf<Methods>().not.toHaveProperty("total");
    expectTypeOf<Methods>().not.toHaveProperty("secret");
    expectTypeOf<Methods>().not.toHaveProperty("hidden");
    expectTypeOf<Methods>().not.toHaveProperty("inner");
    expectTypeOf<Methods>().not.toHaveProperty("then");
    expectTypeOf<Methods["id"]>().toEqualTypeOf<string>();
    expectTypeOf<Awaited<Methods>>().toEqualTypeOf<Methods>();
  });

  test("are made with what the constructor takes after the id", () => {
    expectTypeOf<ConstructorArguments<typeof Order>>().toEqualTypeOf<
      [currency: string, limit?: number | undefined]
    >();
    expectTypeOf<ConstructorArguments<typeof DurableObject>>().toEqualTypeOf<[]>();
    const getOrCreate = () => Order.getOrCreate("a", "EUR", 1);
    expectTypeOf(getOrCreate).returns.resolves.toEqualTypeOf<Stub<Order>>();
    const inside = (ctx: DurableContext) => ctx.getObject(Order, "a", "EUR").pay(1);
    expectTypeOf(inside).returns.toEqualTypeOf<Promise<string>>();
    // @ts-expect-error the currency is missing
    void (() => Order.getOrCreate("a"));
    // @ts-expect-error the context is not passed
    void ((ctx: DurableContext) => ctx.getObject(Order, "a", "EUR").pay(ctx, 1));
  });
});
