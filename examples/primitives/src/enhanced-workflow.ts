import { durable } from "perdure";
import { dataPipeline } from "./data-pipeline.ts";
import { OrderProcessor } from "./order-processor.ts";

// A workflow of all forms: a flow as its child, a task as its step, an object.

interface Input {
  readonly sources: readonly string[];
  readonly order: string;
}

const priceOf = durable.task({ name: "price of report", maxRetries: 3 }, async (rows: string) => rows.length);

export const enhanced = durable.workflow(
  { name: "enhanced workflow" },
  async (ctx, { sources, order }: Input) => {
    const pipeline = await dataPipeline(sources);
    const processor = ctx.getObject(OrderProcessor, order);
    await processor.addItem({ id: "report", price: await priceOf(String(pipeline.report)) });
    return { pipeline, order: await processor.processOrder() };
  },
);

export const args = [{ sources: ["orders", "visits"], order: "order_9" }];
export default enhanced;
