import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import { registry } from "../machine/registry.js";
import { callService } from "./call-service.js";
import { findFunction, route } from "./route.js";
import { declaredServices, service, Service } from "./service.js";
import type { CallArguments, MethodOf, PayloadOf, ResultOf, TypedService } from "./typed-service.js";

const info = { idempotencyKey: "run/1", attempt: 1, signal: new AbortController().signal };
const durable = Object.defineProperty(
  Object.assign(async () => 1, { [Symbol.for("perdure.definition")]: {} }),
  "name",
  { value: "checkout" },
);
const other = Object.defineProperties(async () => 2, Object.getOwnPropertyDescriptors(durable));
const remote = { url: "http://127.0.0.1:1/shop" };

afterEach(() => registry.services.clear());

describe("service", () => {
  it("is one for a name; declarations add up", () => {
    const shop = service("shop", "1.0.0").handle("buy", () => 1);
    expect(service("shop").handle("sell", () => 2)).toBe(shop);
    expect([...shop.methods.keys()]).toEqual(["buy", "sell"]);
    expect(shop).toMatchObject({ name: "shop", version: "1.0.0" });
    expect(service("shop", "1.1.0").version).toBe("1.1.0");
    service("bank");
    expect(declaredServices().map(({ name }) => name)).toEqual(["shop", "bank"]);
  });

  it("keeps the last declaration of a method", () => {
    const first = () => 1;
    const second = () => 2;
    const shop = service("shop").handle("checkout", first).handle("checkout", second);
    expect(route([shop], "shop", "checkout")).toEqual({ kind: "handler", handler: second });
    expect(route([shop.addFunction(durable)], "shop", "checkout")).toEqual({ kind: "function", fn: durable });
    expect(route([shop.addFunction(other)], "shop", "checkout")).toEqual({ kind: "function", fn: other });
    expect(route([shop.handle("checkout", first)], "shop", "checkout")).toMatchObject({ kind: "handler" });
  });

  it.each([
    ["", "PD2060"],
    [undefined, "PD2060"],
    [5, "PD2060"],
  ])("refuses %o for a name", (name, code) => {
    expect(() => service(name as string)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ["no method", (shop: Service) => shop.handle("", () => 1)],
    ["no handler", (shop: Service) => shop.handle("buy", undefined as never)],
    ["a function that is not durable", (shop: Service) => shop.addFunction(async () => 1)],
    ["no function", (shop: Service) => shop.addFunction(undefined as never)],
  ])("refuses %s", (_, declare) => {
    expect(() => declare(service("shop"))).toThrow(expect.objectContaining({ code: "PD2060" }));
    expect(service("shop").methods.size).toBe(0);
  });

  it.each([
    [undefined, /not an address/],
    [{}, /not an address/],
    [{ url: "shop.example/api" }, /not an address/],
    [{ url: "ftp://shop.example" }, /http: or https:/],
    [{ url: "https://ann:secret@shop.example" }, /user name or a password/],
    [{ url: "https://shop.example/?v=1" }, /query/],
    [{ url: "https://shop.example", headers: { "bad name": "x" } }, /headers are refused/],
    [{ url: "https://shop.example", headers: { token: "a\nb" } }, /headers are refused/],
  ])("refuses the address %o", (address, reason) => {
    const declare = () => service("shop").remote(address as never);
    expect(declare).toThrow(expect.objectContaining({ code: "PD2144" }));
    expect(declare).toThrow(reason);
    expect(declare).not.toThrow(/secret/);
    expect(service("shop").remoteAddress).toBeUndefined();
  });
});

describe("route", () => {
  it("takes what this process serves before the address", () => {
    const handler = () => 1;
    const services = [
      service("bank").handle("buy", () => 0),
      service("shop").remote(remote).handle("buy", handler).addFunction(durable),
    ];
    expect(route(services, "shop", "buy")).toEqual({ kind: "handler", handler });
    expect(route(services, "shop", "checkout")).toEqual({ kind: "function", fn: durable });
    expect(route(services, "shop", "else")).toEqual({ kind: "remote", remote });
    expect(route(services, "bank", "else")).toBeUndefined();
    expect(route(services, "nobody", "buy")).toBeUndefined();
  });

  it("goes on to another declaration of the name", () => {
    const handler = () => 1;
    const services = [new Service("shop").remote(remote), new Service("shop").handle("buy", handler)];
    expect(route(services, "shop", "buy")).toEqual({ kind: "handler", handler });
    expect(route(services, "shop", "sell")).toEqual({ kind: "remote", remote });
  });

  it("finds durable functions only where they serve the method", () => {
    const services = [
      service("shop")
        .handle("buy", () => 1)
        .addFunction(durable),
    ];
    expect(findFunction(services, "shop", "checkout")).toBe(durable);
    expect(findFunction(services, "shop", "buy")).toBeUndefined();
    expect(findFunction(services, "shop", "else")).toBeUndefined();
  });
});

describe("callService", () => {
  const call = (method: string, services = declaredServices()) =>
    callService(services, { service: "shop", method, payload: { item: "tea" } }, info, () => 0);

  it("calls a handler with the payload and what it is told", async () => {
    service("shop").handle("buy", (payload, told) => [payload, told]);
    expect(await call("buy")).toEqual([{ item: "tea" }, info]);
  });

  it("rejects with what a handler throws", async () => {
    const error = new RangeError("sold out");
    service("shop").handle("buy", () => { throw error; }); // prettier-ignore
    await expect(call("buy")).rejects.toBe(error);
  });

  it("goes to the address where there is no handler", async () => {
    service("shop").remote(remote);
    await expect(call("buy")).rejects.toMatchObject({ code: "PD2058", retryable: true });
  });

  it("says finally that nobody takes the call", async () => {
    const error = { name: "ServiceError", code: "PD2056", service: "shop", method: "buy", retryable: false };
    await expect(call("buy")).rejects.toMatchObject(error);
  });
});

describe("types of services", () => {
  interface Processor {
    process(data: { id: string }): Promise<number>;
    ping(): string;
    find(name?: string): Promise<string[]>;
    readonly version: string;
  }

  it("infers payloads and results", () => {
    expectTypeOf<MethodOf<Processor>>().toEqualTypeOf<"process" | "ping" | "find">();
    expectTypeOf<PayloadOf<Processor, "process">>().toEqualTypeOf<{ id: string }>();
    expectTypeOf<PayloadOf<Processor, "ping">>().toEqualTypeOf<undefined>();
    expectTypeOf<PayloadOf<Processor, "find">>().toEqualTypeOf<string | undefined>();
    expectTypeOf<ResultOf<Processor, "process">>().toEqualTypeOf<number>();
    expectTypeOf<ResultOf<Processor, "ping">>().toEqualTypeOf<string>();
    expectTypeOf<ResultOf<Processor, "find">>().toEqualTypeOf<string[]>();
    expectTypeOf<MethodOf<unknown>>().toEqualTypeOf<never>();
  });

  it("types a call as the context's overload does", () => {
    interface Context {
      call<S, M extends MethodOf<S>>(
        service: TypedService<S>,
        method: M,
        ...rest: CallArguments<S, M, { readonly maxRetries?: number }>
      ): Promise<ResultOf<S, M>>;
      call<T = unknown>(service: string, method: string, payload?: unknown): Promise<T>;
    }
    const ctx: Context = { call: async () => undefined as never };
    const processor = service<Processor>("processor");
    expectTypeOf(ctx.call(processor, "process", { id: "1" })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(ctx.call(processor, "process", { id: "1" }, { maxRetries: 1 })).toEqualTypeOf<
      Promise<number>
    >();
    expectTypeOf(ctx.call(processor, "ping")).toEqualTypeOf<Promise<string>>();
    expectTypeOf(ctx.call("processor", "process", 1)).toEqualTypeOf<Promise<unknown>>();
    // @ts-expect-error the payload is missing
    void ctx.call(processor, "process");
    // @ts-expect-error the payload is of another type
    void ctx.call(processor, "process", { id: 1 });
    // @ts-expect-error there is no such method
    void ctx.call(processor, "destroy", 1);
    // @ts-expect-error it is not a method
    void ctx.call(processor, "version");
    expect(processor.name).toBe("processor");
  });

  it("types handlers", () => {
    const processor = service<Processor>("processor");
    processor.handle("process", (data) => {
      expectTypeOf(data).toEqualTypeOf<{ id: string }>();
      return 1;
    });
    // @ts-expect-error the result is of another type
    processor.handle("ping", () => 5);
    // @ts-expect-error there is no such method
    processor.handle("destroy", () => 5);
    service("untyped").handle("any", (payload: { readonly a: number }) => payload.a);
    service("untyped").handle("other", (payload) => expectTypeOf(payload).toBeUnknown());
    expect([...processor.methods.keys()]).toEqual(["process", "ping", "destroy"]);
  });
});
