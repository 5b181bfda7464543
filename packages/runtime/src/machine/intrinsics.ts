const prototypeOf = (value: object): object => Object.getPrototypeOf(value) as object;
const classOf = (value: object): object => (value as { readonly constructor: object }).constructor;

const arrayIterator = prototypeOf([].values());
const generatorFunction = classOf(function* () {});
const asyncGeneratorFunction = classOf(async function* () {});
const generators = (generatorFunction as { readonly prototype: { readonly prototype: object } }).prototype;
const asyncGenerators = (
  asyncGeneratorFunction as typeof generatorFunction & { prototype: typeof generators }
).prototype;

const { Iterator } = globalThis as { readonly Iterator?: IteratorClass }; // from Node 22 on

interface IteratorClass {
  from(value: object): object;
  readonly prototype: { take(limit: number): object };
}

/** Values of the language that no global variable leads to, by the names that its standard gives them. */
export const INTRINSICS: readonly (readonly [name: string, value: object])[] = [
  ["%GeneratorFunction%", generatorFunction],
  ["%AsyncFunction%", classOf(async () => {})],
  ["%AsyncGeneratorFunction%", asyncGeneratorFunction],
  ["%GeneratorPrototype%", generators.prototype],
  ["%AsyncGeneratorPrototype%", asyncGenerators.prototype],
  ["%TypedArray%", prototypeOf(Uint8Array)],
  ["%IteratorPrototype%", prototypeOf(arrayIterator)],
  ["%AsyncIteratorPrototype%", prototypeOf(asyncGenerators.prototype)],
  ["%ArrayIteratorPrototype%", arrayIterator],
  ["%MapIteratorPrototype%", prototypeOf(new Map().values())],
  ["%SetIteratorPrototype%", prototypeOf(new Set().values())],
  ["%StringIteratorPrototype%", prototypeOf(""[Symbol.iterator]())],
  ["%RegExpStringIteratorPrototype%", prototypeOf("".matchAll(/(?:)/g))],
  ["%ThrowTypeError%", throwTypeError()],
  ...(Iterator ? lazyIterators(Iterator) : []),
];

/** What the iterators of `iterator.map(f)` and its like inherit from, and those of `Iterator.from`. */
function lazyIterators({ from, prototype }: IteratorClass): [name: string, value: object][] {
  return [
    ["%IteratorHelperPrototype%", prototypeOf(prototype.take.call([].values(), 0))],
    ["%WrapForValidIteratorPrototype%", prototypeOf(from({ next: undefined }))],
  ];
}

/** What `arguments.callee` of strict code calls. */
function throwTypeError(): object {
  const strict = function (): IArguments {
    return arguments; // eslint-disable-line prefer-rest-params
  };
  return Object.getOwnPropertyDescriptor(strict(), "callee")!.get!;
}
