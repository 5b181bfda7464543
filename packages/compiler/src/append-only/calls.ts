import * as t from "@babel/types";
import { walkWithAncestors } from "../ast/walk.js";
import type { ClosureCode, Converted } from "../scopes/conversion.js";
import { isLabelOrKey } from "./mentions.js";
import { copiesArguments } from "./own-operations.js";
import { targetsOf, writeAt } from "./targets.js";
import { isKeptInside, type Holders } from "./uses.js";

/** Closures by the function that makes them. */
export type Closures = ReadonlyMap<string, ClosureCode>;

type Call = t.CallExpression | t.OptionalCallExpression;

interface CallsInput {
  readonly machine: Converted;
  readonly closures: Closures;
  readonly runtime: string;
}

/** Tells which calls only look at private values. */
export class Calls {
  readonly #input: CallsInput;
  readonly #holders: Holders;
  readonly #callbacks = new Map<t.Node, boolean>();

  constructor(input: CallsInput, holders: Holders) {
    this.#input = input;
    this.#holders = holders;
  }

  /** Whether nobody else has what a call gives. */
  givesPrivate(call: Call, inner?: ReadonlySet<string>): boolean {
    const { callee } = call;
    if (t.isMemberExpression(callee) || t.isOptionalMemberExpression(callee)) {
      if (this.#holders.has(callee.object, inner)) return this.isLook(call, inner);
    }
    if (this.iterates(call) || this.passes(call)) return this.#holders.has(call.arguments[0], inner);
    return this.isOfPlatform(call) && (this.tells(call) || this.#areHeld(call.arguments, inner));
  }

  /** Whether what a look gives is a primitive: nothing of what it looked at. */
  tells({ callee }: Call): boolean {
    if (t.isIdentifier(callee)) return FUNCTIONS.has(callee.name);
    if (!t.isMemberExpression(callee) && !t.isOptionalMemberExpression(callee)) return false;
    if (callee.computed || !t.isIdentifier(callee.property)) return false;
    return TELLS.has(callee.property.name) || t.isIdentifier(callee.object, { name: "Math" });
  }

  /** The same by a method's name, whosever it is, or of one that gives an element. */
  mayTell({ callee }: t.CallExpression): boolean {
    if (!t.isMemberExpression(callee) || callee.computed || !t.isIdentifier(callee.property)) return false;
    return TELLS.has(callee.property.name) || GIVES_ONE.has(callee.property.name);
  }

  /** `out.filter(isBad).length`: a number. */
  isLengthOfList({ object, property, computed }: t.MemberExpression | t.OptionalMemberExpression): boolean {
    return !computed && t.isIdentifier(property, { name: "length" }) && this.givesList(object);
  }

  /** `out.filter(isBad)` */
  givesList(node: t.Node): boolean {
    if (!t.isCallExpression(node) || !t.isMemberExpression(node.callee)) return false;
    return t.isIdentifier(node.callee.property) && LISTS.has(node.callee.property.name);
  }

  /** Whether a method of a private value only looks at it, or pushes to an array what is private. */
  isLook(call: Call, inner?: ReadonlySet<string>): boolean {
    const { callee, arguments: given } = call as { callee: t.MemberExpression; arguments: t.Node[] };
    if (callee.computed || !t.isIdentifier(callee.property)) return false;
    const { name } = callee.property;
    if (name === "push") {
      if (!this.#isArray(callee.object, inner)) return false;
      return given.every((argument) => this.#holders.hasPart(argument, call, inner));
    }
    if (LOOKS.has(name)) return true;
    if (LOOKS_WITH.has(name))
      return given.every((argument) => t.isRegExpLiteral(argument) || this.#holders.has(argument, inner));
    const [callback, ...rest] = given;
    if (!CALLBACKS.has(name) || !callback) return false;
    return this.#looksOnly(callback, MAKES.has(name)) && this.#areHeld(rest, inner);
  }

  /** `$perdure.iterate(list)`. */
  iterates({ callee, arguments: given }: Call): boolean {
    if (!t.isMemberExpression(callee) || callee.computed) return false;
    if (!t.isIdentifier(callee.object, { name: this.#input.runtime })) return false;
    if (t.isIdentifier(callee.property, { name: "iterate" })) return true;
    const isMethod = t.isIdentifier(callee.property, { name: "iterateMethod" });
    return isMethod && t.isStringLiteral(given[1]) && LOOKS.has(given[1].value);
  }

  /** `$perdure.destructurable(value)`, which gives what it is given. */
  passes({ callee }: Call): boolean {
    if (!t.isMemberExpression(callee) || callee.computed) return false;
    if (!t.isIdentifier(callee.object, { name: this.#input.runtime })) return false;
    return t.isIdentifier(callee.property) && PASSES.has(callee.property.name);
  }

  /** Whether the arguments of a call are copied before it returns. */
  copies(call: Call): boolean {
    return copiesArguments(call, this.#input.machine);
  }

  /** The `push` of an array that an await in its arguments has taken apart. */
  pushesLater({ callee, arguments: given }: Call): boolean {
    if (!t.isMemberExpression(callee) || !t.isIdentifier(callee.property, { name: "invoke" })) return false;
    if (!t.isIdentifier(callee.object, { name: this.#input.runtime })) return false;
    return this.#isArray(given[1]) && t.isStringLiteral(given[3]) && given[3].value.endsWith(".push");
  }

  /** A function of the platform that looks at its arguments, and keeps nothing of them. */
  isOfPlatform({ callee }: Call): boolean {
    if (t.isIdentifier(callee)) return FUNCTIONS.has(callee.name) && this.#isUnbound(callee);
    if (!t.isMemberExpression(callee) || callee.computed) return false;
    const { object, property } = callee;
    if (!t.isIdentifier(object) || !t.isIdentifier(property) || !this.#isUnbound(object)) return false;
    return object.name === "Math" || STATICS.has(`${object.name}.${property.name}`);
  }

  #isArray(node: t.Node | undefined, inner?: ReadonlySet<string>): boolean {
    return t.isIdentifier(node) && !inner && this.#holders.isArray(node.name);
  }

  #areHeld(given: readonly t.Node[], inner?: ReadonlySet<string>): boolean {
    return given.every((argument) => this.#holders.has(argument, inner));
  }

  #isUnbound(node: t.Identifier): boolean {
    const { bindings, module } = this.#input.machine.analysis;
    return !module.bindings.has(node.name) && bindings.references.get(node)?.binding === null;
  }

  /** An arrow that does nothing to what it is given; `isGiven`: what it returns becomes part of something. */
  #looksOnly(callback: t.Node, isGiven: boolean): boolean {
    if (!t.isCallExpression(callback) || !t.isIdentifier(callback.callee)) return false;
    const code = this.#input.closures.get(callback.callee.name);
    if (!code || code.machine || !t.isArrowFunctionExpression(code.node)) return false;
    const known = this.#callbacks.get(callback);
    if (known !== undefined) return known;
    this.#callbacks.set(callback, false);
    const looks = this.#isLooking(code.node, isGiven);
    this.#callbacks.set(callback, looks);
    return looks;
  }

  #isLooking({ params, body }: t.ArrowFunctionExpression, isGiven: boolean): boolean {
    const inner = new Set<string>();
    for (const param of params) {
      const names = hasDefault(param) ? null : targetsOf(param);
      if (!names) return false;
      for (const name of names) inner.add(name);
    }
    const returned: t.Node[] = t.isExpression(body) ? [body] : [];
    let isKept = true;
    walkWithAncestors(body, (node, ancestors) => {
      if (t.isReturnStatement(node) && node.argument) returned.push(node.argument);
      if (!t.isIdentifier(node) || !inner.has(node.name) || isLabelOrKey(node, ancestors.at(-1))) return;
      isKept &&= writeAt(node, ancestors) === null && isKeptInside(node, ancestors, inner, this.#holders);
    });
    return isKept && (!isGiven || returned.every((value) => this.#holders.has(value, inner)));
  }
}

function hasDefault(param: t.Node): boolean {
  let found = false;
  walkWithAncestors(
    param,
    (node) => void (found ||= t.isAssignmentPattern(node) || (t.isExpression(node) && !t.isIdentifier(node))),
  );
  return found;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const PASSES = words("destructurable iterable objectRest");

/** Methods of arrays, texts, numbers, Maps, Sets, dates and iterations that change nothing. */
const LOOKS = words(
  "at slice includes indexOf lastIndexOf join flat keys values entries toReversed charAt charCodeAt codePointAt " +
    "endsWith localeCompare normalize padEnd padStart repeat startsWith substring substr toLowerCase toUpperCase " +
    "trim trimEnd trimStart toFixed toPrecision toExponential toString valueOf toISOString getTime hasOwnProperty " +
    "get has next close",
);

/** Those, and functions of the platform, whose result is a primitive whatever they look at. */
const TELLS = words(
  "includes indexOf lastIndexOf join charAt charCodeAt codePointAt endsWith localeCompare normalize padEnd padStart " +
    "repeat startsWith substring substr toLowerCase toUpperCase trim trimEnd trimStart toFixed toPrecision " +
    "toExponential toString toISOString getTime hasOwnProperty has findIndex findLastIndex some every push " +
    "stringify isArray isInteger isSafeInteger isFinite isNaN parseInt parseFloat",
);

/** Those whose result is one of many, which may be a primitive; or the time, or an id. */
const GIVES_ONE = words("at find findLast get reduce reduceRight now randomUUID random");

/** Those whose result is an array, or a text. */
const LISTS = words("slice flat filter map flatMap toReversed toSorted concat split toSpliced");

/** Those whose result may be, or hold, what they are given. */
const LOOKS_WITH = words("concat with toSpliced replace replaceAll search split");

/** Those that call a function for each element, or pair of elements. */
const CALLBACKS = words(
  "map flatMap filter find findLast findIndex findLastIndex some every forEach reduce reduceRight toSorted",
);

/** Those whose result holds what the function returned. */
const MAKES = words("map flatMap reduce reduceRight");

const FUNCTIONS = words("Number String Boolean BigInt parseInt parseFloat isNaN isFinite encodeURIComponent");

const STATICS = words(
  "JSON.stringify Array.isArray Array.from Object.keys Object.values Object.entries Object.fromEntries " +
    "Number.isInteger Number.isSafeInteger Number.isFinite Number.isNaN Number.parseInt Number.parseFloat",
);
