import type { DurableContext } from "perdure";

export enum Unit {
  Cents = "cents",
}

export interface Price {
  readonly amount: number;
}

/** Its frame is part of its caller's execution. */
export async function total(_ctx: DurableContext, prices: readonly Price[]): Promise<string> {
  let sum = 0;
  for (const { amount } of prices) {
    if (amount < 0) throw new RangeError("negative"); // line 15
    sum += await Promise.resolve(amount);
  }
  return `${sum} ${Unit.Cents}`;
}
