import { setClassVersion } from "../../machine/class-versions.js";
import { markOpaque, registerNamed } from "../../machine/reference.js";
import { privateInit, privateName } from "../../machine/private.js";
import { iterate } from "../../machine/iteration/iterate.js";
import { iterateKeys } from "../../machine/iteration/key-iteration.js";
import { compiledTwo } from "../../generators/testing/machines.js";
import { encode } from "../index.js";
import { derived, getter, keyed, shape } from "./classes.js";
import { both, counter, PaymentError, Point, Stack, Status } from "./code.js";

const shared = { list: [1, 2, 3] };
/** Every kind that needs no execution. */
export const rich: Record<string, unknown> = {
  shared,
  numbers: [NaN, -0, 12n, undefined],
  map: new Map<unknown, unknown>([
    ["a", shared],
    [shared, new Set([shared.list])],
  ]),
  date: new Date(0),
  pattern: /a(b)/giu,
  error: new PaymentError("p", 3, { cause: new AggregateError([new Error("x")]) }),
  point: Object.freeze(new Point(1, shared)),
  stack: Stack.of(1, 2),
  sparse: Object.assign([], { 100: 1, extra: shared }),
  view: new Int16Array([1, 2, 3]),
  buffer: Buffer.from("abc"),
  url: new URL("http://a.b"),
  symbols: { [Symbol.iterator]: Symbol.for("x"), $: 1 },
  boxed: Object("text"),
  status: Status,
};

/** A class that makes its instances itself, and trusts nothing. */
class Secret {
  readonly #content: unknown;
  constructor(content: unknown) {
    this.#content = content;
  }
  get content(): unknown {
    return this.#content;
  }
  [Symbol.for("perdure.serialize")](): object {
    return { content: this.#content };
  }
  static [Symbol.for("perdure.deserialize")](data: unknown): Secret {
    const isData = typeof data === "object" && data !== null && Object.hasOwn(data, "content");
    if (!isData) throw new TypeError("no content");
    return new Secret((data as { content: unknown }).content);
  }
}
registerNamed("class:hostile/Secret", Secret);
setClassVersion(Secret, { version: 2, upgrade: (data) => data });
markOpaque(Secret);

const Square = derived(shape({ shared }));
Object.assign(Square, { shared });
rich["classes"] = [new Square(2), Square, Square.prototype.shout, keyed(Symbol("k")), new (derived(Map))()];
rich["inherits"] = Object.create({ shared, getter: getter({ shared }) });
rich["accessor"] = Object.defineProperty({}, "b", { get: getter({ shared }), enumerable: true });
rich["private"] = { shared };
privateInit(rich["private"] as object, privateName("#x"), shared);
rich["hooks"] = [new Secret("s"), { of: new Secret(shared) }, shared];
rich["local"] = { [Symbol("local")]: Symbol("other") };
rich["next"] = counter({ count: 1, rich });
rich["both"] = both({ rich }, { rich }, { shared });
registerNamed("ref:database", (rich["ref"] = Object.freeze({ find: () => 1 })));
registerNamed("resource:pool", (rich["resource"] = new Point(5, 6)));
const generator = compiledTwo([])(shared) as Generator;
generator.next();
rich["generators"] = [generator, compiledTwo([])("b")];
rich["iterations"] = [[1, shared], new Map([[1, shared]]), new Set([shared]), "text"].map((of) => {
  const iteration = iterate(of);
  iteration.next();
  return iteration;
});
rich["keys"] = iterateKeys({ a: 1, shared });
rich["floats"] = (({ buffer }) => [new Float64Array(buffer, 8, 1), new DataView(buffer, 4), buffer])(
  new Float64Array([1, 2]),
);
rich["arguments"] = (function (_one: unknown, _two: unknown) {
  return arguments; // of a module, so a strict one
})(1, shared);
rich["closed"] = [Object.preventExtensions({ shared }), Object.seal([1]), Object.freeze([shared])];
rich["params"] = new URL("http://a.b/?c=d").searchParams;
let chain: unknown = rich;
for (let i = 0; i < 420; i++) chain = { chain };

/** Texts to be changed: every kind alone, all of them together, and all of them below many levels. */
export const richTexts: readonly string[] = [
  ...Object.values(rich).map((value) => encode(value)),
  encode(rich),
  encode({ rich, chain }),
];
