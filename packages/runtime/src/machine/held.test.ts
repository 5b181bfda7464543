import { expect, test } from "vitest";
import type { Machine } from "./abi.js";
import { machineOf } from "./compiled.js";
import { held, isDecoratedMachine, keep, type Holder } from "./held.js";

let made = 0;
const definition = (): Machine => ({
  abi: 1,
  id: `held#${++made}`,
  hash: "1",
  name: "pay",
  file: "held.ts",
  kind: "async",
  bind: () => ({}),
  step: () => 3,
  checkpoints: {},
});

test("a standard decorator sees the method before any other has replaced it", () => {
  const holder: Holder = {};
  class A {
    pay(): void {}
  }
  const { pay } = A.prototype;
  keep(holder)(pay, { kind: "method", name: "pay" });
  A.prototype.pay = () => {};
  const machine = definition();
  held(holder, machine, A.prototype, "pay");
  expect([machineOf(pay), machineOf(A.prototype.pay), holder.machine]).toEqual([machine, undefined, machine]);
  expect([isDecoratedMachine(A.prototype, "pay"), isDecoratedMachine(A, "pay")]).toEqual([true, false]);
});

test("an older decorator comes after the static part of the class, which finds the method in its place", () => {
  const holder: Holder = {};
  class A {
    pay(): void {}
  }
  const machine = definition();
  held(holder, machine, A.prototype, "pay");
  const descriptor = Object.getOwnPropertyDescriptor(A.prototype, "pay")!;
  keep(holder)(A.prototype, "pay", descriptor);
  expect([machineOf(A.prototype.pay), holder.value]).toEqual([machine, descriptor.value]);
});

test("a private method is made, and a class is kept", () => {
  const holder: Holder = {};
  const machine = definition();
  held(holder, machine);
  expect(machineOf(holder.value)).toBe(machine);
  class A {}
  const own: Holder = {};
  keep(own)(A);
  expect(own.value).toBe(A);
});

test("what copies a machine's function, or hides it, is none", () => {
  const holder: Holder = {};
  const machine = definition();
  held(holder, machine);
  const fn = holder.value as () => unknown;
  const copy = Object.defineProperties(() => {}, Object.getOwnPropertyDescriptors(fn));
  const child = Object.setPrototypeOf(() => {}, fn) as () => void;
  expect([copy, child, new Proxy(fn, {})].map(machineOf)).toEqual([undefined, undefined, undefined]);
});
