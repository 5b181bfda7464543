import { setClassVersion } from "../../machine/class-versions.js";
import { markOpaque, registerNamed } from "../../machine/reference.js";
import type { Scope } from "../../machine/abi.js";
import { privateInit, privateName } from "../../machine/private.js";
import { derived, getter, shape } from "./classes.js";
import { both, counter, PaymentError, Point, Stack } from "./code.js";

/** Gives a primitive, or an object that was made before. */
type Pick = () => unknown;

/** Makes an empty node; the function that it gives puts children into it. */
export type Maker = (earlier: Pick, n: number) => [object, (pick: Pick) => void];

export const makers: readonly Maker[] = [
  () => {
    const node: Record<string, unknown> = {};
    return [
      node,
      (pick) =>
        ["b", "a", "7", "$", "__proto__"].slice(0, 4).forEach((key, i) => i === 3 || (node[key] = pick())),
    ];
  },
  () => {
    const node: Record<string, unknown> = {};
    return [
      node,
      (pick) =>
        void Object.defineProperty(node, "__proto__", {
          value: pick(),
          enumerable: true,
          writable: true,
          configurable: true,
        }),
    ];
  },
  () => {
    const node: unknown[] = [];
    return [node, (pick) => void node.push(pick(), pick(), pick())];
  },
  (_, n) => {
    const node: unknown[] = [];
    return [node, (pick) => ((node[n] = pick()), void (node[n + 3] = pick()))];
  },
  () => {
    const node = Object.create(null) as Record<PropertyKey, unknown>;
    return [node, (pick) => ((node["$"] = pick()), void (node[Symbol.for("s")] = pick()))];
  },
  () => {
    const node = new Map<unknown, unknown>();
    return [node, (pick) => void node.set(pick(), pick()).set("x", pick())];
  },
  () => {
    const node = new Set<unknown>();
    return [node, (pick) => void node.add(pick()).add(pick())];
  },
  () => {
    const node = new Error("e");
    return [node, (pick) => ((node.cause = pick()), void Object.assign(node, { detail: pick() }))];
  },
  () => {
    const node = new Point(0, 0);
    return [node, (pick) => ((node.x = pick()), void (node.y = pick()))];
  },
  () => {
    const node: Record<string, unknown> = {};
    return [node, (pick) => ((node["a"] = pick()), void Object.freeze(node))];
  },
  () => {
    const scope: Scope = { count: 0 };
    return [counter(scope), (pick) => void (scope["content"] = pick())];
  },
  (earlier) => {
    const scope: Scope = {};
    return [
      both(earlier(), scope, { own: earlier() }),
      (pick) => ((scope["a"] = pick()), void (scope["b"] = pick())),
    ];
  },
  () => {
    const node = { a: 1 };
    return [node, (pick) => inherit(node, pick())];
  },
  () => {
    const node = Object.create(null) as object;
    const attributes = { enumerable: true, configurable: true };
    return [
      node,
      (pick) =>
        void Object.defineProperty(node, "a", {
          get: getter({ value: pick(), other: pick() }),
          ...attributes,
        }),
    ];
  },
  () => {
    const scope: Scope = {};
    const Shape = shape(scope);
    return [Shape, (pick) => ((scope["content"] = pick()), void Object.assign(Shape, { extra: pick() }))];
  },
  (earlier) => {
    const Base = earlier();
    const Derived = derived(isClass(Base) ? Base : Point);
    const node = new Derived(1);
    return [node, (pick) => void Object.assign(node, { side: pick(), Derived })];
  },
  () => {
    const { prototype } = shape();
    return [prototype, (pick) => void Object.assign(prototype, { extra: pick(), [local]: pick() })];
  },
  () => {
    const method = shape().prototype.area;
    return [method, (pick) => (void Object.assign(method, { extra: pick() }), inherit(method, pick()))];
  },
  (earlier) => {
    const node = {};
    const carrier = earlier();
    return [
      node,
      (pick) => {
        privateInit(node, hidden, pick());
        if (isObject(carrier) && !(carrier instanceof Opaque))
          privateInit(carrier, privateName("#other"), pick());
      },
    ];
  },
  (_, n) => [new Date(n), () => undefined],
  (_, n) => [new Uint8Array(new ArrayBuffer(n + 1), 1), () => undefined],
  (earlier, n) => {
    const first = earlier();
    const buffer = first instanceof Uint8Array ? first.buffer : new ArrayBuffer(16);
    return [new DataView(buffer, 0, Math.min(n, buffer.byteLength)), () => undefined];
  },
  () => {
    const node = new Registered();
    return [node, (pick) => ((node.own = pick()), void Object.assign(node, { more: pick() }))];
  },
  () => {
    const node = new Tags();
    return [node, (pick) => (node.set(pick(), pick()), void Object.assign(node, { extra: pick() }))];
  },
  (_, n) => [new Opaque([leaf, { a: new Set([leaf, n]) }]), () => undefined],
  (_, n) => {
    const node = Object.assign(/a/gy, { lastIndex: n });
    return [node, (pick) => void Object.assign(node, { extra: pick() })];
  },
  (_, n) => {
    const node = Object(["text", n, true, 5n, local][n % 5]) as Record<symbol, unknown>;
    return [node, (pick) => void (node[local] = pick())];
  },
  () => {
    const node = new AggregateError([], "all");
    return [node, (pick) => (node.errors.push(pick()), void Object.seal(node))];
  },
  () => {
    const node: unknown[] & { extra?: unknown } = [1];
    return [
      node,
      (pick) => (
        (node.extra = pick()),
        void Object.defineProperty(node, 0, { value: pick(), writable: false })
      ),
    ];
  },
  () => {
    const node = new URL("http://a.b/?c=d");
    return [node, (pick) => void Object.assign(node, { extra: pick(), query: node.searchParams })];
  },
  (earlier, n) => {
    const View = VIEWS[n % VIEWS.length]!;
    const first = earlier();
    const buffer = first instanceof DataView ? (first.buffer as ArrayBuffer) : new ArrayBuffer(16);
    const length = Math.floor(buffer.byteLength / View.BYTES_PER_ELEMENT);
    const node = new View(buffer, 0, length);
    return [node, (pick) => void Object.assign(node, { extra: pick() })];
  },
  (_, n) => [Buffer.alloc(5, n), () => undefined], // others lie in a pool, which is not stored
  () => {
    const node: Record<string, unknown> = {};
    return [node, (pick) => ((node["a"] = pick()), void Object.preventExtensions(node))];
  },
  () => {
    const node = new Stack();
    return [node, (pick) => void node.push(pick(), pick())];
  },
  () => {
    const node = new PaymentError("p", 3);
    return [node, (pick) => ((node.cause = pick()), void Object.seal(node))];
  },
  (_, n) => {
    const node = new Moment(n);
    return [node, (pick) => void Object.assign(node, { zone: pick() })];
  },
  () => [new URLSearchParams("a=1&a=2"), () => undefined],
  (earlier) => {
    const node = (function (_one: unknown, _two: unknown) {
      return arguments;
    })(earlier(), earlier()) as unknown as Record<string, unknown>;
    return [node, (pick) => void (node["0"] = pick())];
  },
];

const VIEWS = [
  Float64Array,
  BigInt64Array,
  Int32Array,
  Float32Array,
  Uint16Array,
  Uint8ClampedArray,
  Int8Array,
  BigUint64Array,
  Uint32Array,
  Int16Array,
] as const;

class Moment extends Date {}

class Registered {
  own: unknown = 1;
}
class Tags extends Map<unknown, unknown> {}
/** Its data must not lead back to it, so that it holds nothing that is filled later. */
class Opaque {
  readonly #content: unknown;
  readonly shown: unknown;
  constructor(content: unknown) {
    this.#content = content;
    this.shown = content;
  }
  [Symbol.for("perdure.serialize")](): unknown {
    return this.#content;
  }
  static [Symbol.for("perdure.deserialize")](content: unknown): Opaque {
    return new Opaque(content);
  }
}
for (const Class of [Registered, Tags, Opaque, Moment]) registerNamed(`class:graph/${Class.name}`, Class);
setClassVersion(Registered, { version: 2 });
markOpaque(Opaque);

const local = Symbol("local");
const leaf = Object.assign(new Date(5), { leaf: true });
const hidden = privateName("#hidden");

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
const isClass = (value: unknown): value is typeof Point =>
  typeof value === "function" && String(value).startsWith("class");

function inherit(node: object, prototype: unknown): void {
  if (!isObject(prototype) || prototype instanceof Opaque) return; // what inherits from those is refused
  try {
    Object.setPrototypeOf(node, prototype);
  } catch {
    // a cycle
  }
}

export const primitives: readonly unknown[] = [
  local,
  undefined,
  null,
  true,
  0,
  -0,
  NaN,
  1.5,
  "text",
  "",
  12n,
  Symbol.for("s"),
  Infinity,
];
