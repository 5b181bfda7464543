const prototypeOf = (value: object): object => Object.getPrototypeOf(value) as object;
const classOf = (value: object): object => (value as { readonly constructor: object }).constructor;

const arrayIterator = prototypeOf([].values());
const generatorFunction = classOf(function* () {});
const asyncGeneratorFunction = classOf(async function* () {});
const generators = (generatorFunction as { readonly prototype: { readonly prototype: object } }).prototype;
const asyncGenerators = (
  asyncGeneratorFunction as typeof generatorFunction & { prototype: typeof generators }
).prototype;

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
];

/** What `arguments.callee` of strict code calls. */
function throwTypeError(): object {
  const strict = function (): IArguments {
    return arguments; // eslint-disable-line prefer-rest-params
  };
  return Object.getOwnPropertyDescriptor(strict(), "callee")!.get!;
}
