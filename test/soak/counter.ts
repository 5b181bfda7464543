import { durable, DurableObject } from "perdure";

/** What a call of `add` is answered: its place in the object's order, and the call before it. */
export interface Added {
  readonly n: number;
  readonly before: string;
}

/** Remembers how many calls there were and the last one: enough to see their order from the answers alone. */
@durable.object({ name: "soak counter", history: "off" })
export class Counter extends DurableObject {
  count = 0;
  last = "";

  add(call: string): Added {
    const before = this.last;
    this.last = call;
    this.count += 1;
    return { n: this.count, before };
  }

  @durable.shared
  total(): number {
    return this.count;
  }
}
