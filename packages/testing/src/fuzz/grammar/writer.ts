import type { Random } from "fast-check";
import { isConcurrent, type Feature } from "../features.js";
import { expr, list, stmt, text, type Node } from "../tree/node.js";
import { bind, namesOf, type Place } from "./place.js";
import type { ExpressionRule, StatementRule } from "./production.js";

export interface Grammar {
  readonly expressions: readonly ExpressionRule[];
  /** Expressions whose values are promises. */
  readonly promises: readonly ExpressionRule[];
  readonly statements: readonly StatementRule[];
}

const MOST_STATEMENTS = 30;
const MOST_DEPTH = 4;

/** Writes a random program by the rules of a grammar. */
export class Writer {
  readonly #random: Random;
  readonly #grammar: Grammar;
  readonly #features: ReadonlySet<Feature>;
  /** Some programs have rich expressions, some rich statements. */
  readonly #mostNesting: number;
  /** There is more than one line of control. */
  readonly isConcurrent: boolean;
  #statements = 0;
  #names = 0;

  constructor(random: Random, grammar: Grammar, features: ReadonlySet<Feature>) {
    this.#random = random;
    this.#features = features;
    this.#grammar = {
      expressions: grammar.expressions.filter(({ feature }) => features.has(feature)),
      promises: grammar.promises.filter(({ feature }) => features.has(feature)),
      statements: grammar.statements.filter(({ feature }) => features.has(feature)),
    };
    this.isConcurrent = isConcurrent(features);
    this.#mostNesting = this.one(this.isConcurrent ? [0, 1, 1, 2] : [1, 1, 2, 3]);
  }

  has(feature: Feature): boolean {
    return this.#features.has(feature);
  }

  pick(limit: number): number {
    return this.#random.nextInt(0, limit - 1);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.pick(times) === 0;
  }

  one<T>(items: readonly T[]): T {
    return items[this.pick(items.length)]!;
  }

  /** A name that no other declaration has. */
  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  /** A name for a declaration that begins a block: now and then it hides one from outside. */
  hiding(prefix: string, place: Place): string {
    const names = namesOf(place, "data", "constant").filter((name) => /^[xi]\d/.test(name));
    const mayHide = this.has("shadowing") && place.isFresh && names.length > 0;
    return mayHide && this.once(3) ? this.one(names) : this.name(prefix);
  }

  /** Any data; all operands are evaluated in sight of the trace. */
  expression(place: Place): Node {
    if (place.nesting > this.#mostNesting || (place.nesting > 0 && this.once(3))) return this.operand(place);
    const rules = this.#grammar.expressions.filter(
      (rule) => (!place.isPure || PURE.has(rule.feature)) && (rule.when?.(place) ?? true),
    );
    if (rules.length === 0) return this.operand(place);
    const rule = this.#weighted(rules);
    return { ...rule.write(this, { ...place, nesting: place.nesting + 1 }), feature: rule.feature };
  }

  /** A promise; where nobody asks at once for its outcome, in `held`. */
  promise(place: Place): Node {
    const inside = { ...place, nesting: place.nesting + 1 };
    const isDeep = place.nesting > this.#mostNesting + 1;
    const rules = this.#grammar.promises.filter(
      (rule) => (!isDeep || SHALLOW.has(rule.feature)) && (rule.when?.(inside) ?? true),
    );
    if (rules.length === 0) return expr`Promise.resolve(${this.operand(place)})`;
    const rule = this.#weighted(rules);
    return { ...rule.write(this, inside), feature: rule.feature };
  }

  /** A promise whose rejection is nobody's surprise. */
  held(place: Place): Node {
    return expr`held(${this.promise({ ...place, guarded: true })})`;
  }

  /** A variable or a literal, often logged. */
  operand(place: Place): Node {
    const leaf = this.leaf(place);
    return place.isPure || this.once(2) ? leaf : expr`log("${this.name("e")}", ${leaf})`;
  }

  leaf(place: Place): Node {
    const names = namesOf(place, "data", "constant");
    if (names.length && !this.once(3)) return expr`${this.one(names)}`;
    return expr`${this.one(["0", "1", "2", "3", '"s"', '"k1"', "true", "null", "undefined", "[]", "[4, 5]", "-0"])}`;
  }

  /** A block's braces and what stands in them. */
  block(place: Place, first: readonly Node[] = [], last: readonly Node[] = []): Node {
    return text`{\n${this.statements(place, 1 + this.pick(3), first, last)}}\n`;
  }

  statements(place: Place, count: number, first: readonly Node[] = [], last: readonly Node[] = []): Node {
    let here = { ...place, depth: place.depth + 1, nesting: 0, isFresh: first.length === 0 };
    const nodes = [...first];
    for (let index = 0; index < count; index++) {
      const [node, after] = this.#statement(here);
      nodes.push(node);
      here = { ...after, isFresh: false };
    }
    return list("", [...nodes, ...last]);
  }

  #statement(place: Place): readonly [node: Node, after: Place] {
    const most = this.isConcurrent ? MOST_STATEMENTS / 2 : MOST_STATEMENTS;
    const full = this.#statements++ > most || place.depth > MOST_DEPTH;
    const rules = this.#grammar.statements.filter(
      (rule) => (!full || SIMPLE.has(rule.feature)) && (rule.when?.(place) ?? true),
    );
    if (rules.length === 0 || this.once(6))
      return [stmt`log("${this.name("d")}", ${this.expression(place)});\n`, place];
    const rule = this.#weighted(rules);
    const made = rule.write(this, place);
    if (!("node" in made)) return [{ ...made, feature: rule.feature }, place];
    return [{ ...made.node, feature: rule.feature }, bind(place, ...made.declares)];
  }

  #weighted<Rule extends { readonly weight: number }>(rules: readonly Rule[]): Rule {
    let left = this.pick(rules.reduce((sum, { weight }) => sum + weight, 0));
    for (const rule of rules) if ((left -= rule.weight) < 0) return rule;
    throw new RangeError("no rule has a weight");
  }
}

/** What a step's code may use: it must not write or log. */
const PURE: ReadonlySet<Feature> = new Set([
  "operators",
  "logical",
  "conditional",
  "template",
  "literal",
  "spread",
]);

/** Promises without promises in them. */
const SHALLOW: ReadonlySet<Feature> = new Set([
  "started-operation",
  "started-helper",
  "settled-promise",
  "child",
]);

/** Statements without statements in them. */
const SIMPLE: ReadonlySet<Feature> = new Set(["declaration", "assignment", "jumps", "throw", "return"]);
