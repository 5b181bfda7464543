import { createEngine } from "perdure";
import { buy, Order } from "./order.js";

async function main(): Promise<void> {
  const engine = await createEngine({ store: ":memory:" });
  const inside = await (await engine.start(buy, [[2, 3]])).result();
  const outside = await (await engine.getObject(Order, "o")).add(4);
  console.log(JSON.stringify([inside, outside]));
  await engine.stop();
}

void main();
