import { makers, primitives, type Maker } from "./graph-makers.js";

/** What graphs are made of. */
interface Parts {
  readonly makers: readonly Maker[];
  readonly primitives: readonly unknown[];
}

/** Objects of these makers, by their numbers, that hold each other as `picks` say: with sharing, cycles and all. */
export function graphOf(
  nodes: readonly number[],
  picks: readonly number[],
  parts: Parts = { makers, primitives },
): object[] {
  let turn = 0;
  const next = (): number => picks[turn++ % picks.length]! + turn;
  const all: object[] = [];
  const anything = (): unknown => {
    const n = next();
    return n % 4 === 0 || all.length === 0
      ? parts.primitives[n % parts.primitives.length]
      : all[n % all.length];
  };
  const fillers = nodes.map((maker) => {
    const [node, fill] = parts.makers[maker]!(anything, next() % 5);
    all.push(node);
    return fill;
  });
  for (const fill of fillers) fill(anything);
  return all;
}
