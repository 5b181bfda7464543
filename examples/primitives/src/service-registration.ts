import { durable } from "perdure";
import { dataPipeline } from "./data-pipeline.ts";
import { processData } from "./data-processor.ts";
import { OrderProcessor } from "./order-processor.ts";

// A service whose methods are durable functions and tasks of this process: `ctx.call` by name reaches them. Its objects
// are called by `ctx.getObject`. The same behind a coordinator: worker/main.ts.

const double = durable.task({ name: "double" }, async (n: number) => n * 2);

export const service = durable
  .service("advanced service", "1.0.0")
  .addFunction(processData)
  .addFunction(dataPipeline)
  .addFunction(double)
  .addObject(OrderProcessor)
  .handle("ping", () => "pong");

export default durable.workflow({ name: "uses a service" }, async (ctx) => ({
  processed: await ctx.call<{ count: number }>("advanced service", "data processor", { items: [7] }),
  report: await ctx.call("advanced service", "data pipeline", ["one", "two"]),
  doubled: await ctx.call<number>("advanced service", "double", 21),
  ping: await ctx.call<string>("advanced service", "ping"),
  items: await ctx.getObject(OrderProcessor, "order_5").addItem({ id: "lamp", price: 25 }),
  served: service.getServiceConfig().handlers.map(({ name, kind }) => `${kind} ${name}`),
}));
