import { durable } from "perdure";

// A task is one step, without a context. What needs more of it than a step has is a durable function that the task
// calls: an execution of its own, which a repeated try of the task finds again.

interface Data {
  readonly items: readonly string[];
}

durable
  .service("complex service")
  .handle("process", ({ items }: Data) => items.map((item) => item.toUpperCase()));

export const advancedProcessing = durable.task(
  { name: "advanced processing", maxRetries: 2, retryDelay: "1s" },
  async (data: Data) => {
    const internal = durable.function({ name: "internal processing" }, async (ctx, { items }: Data) => {
      const result = await ctx.call<string[]>("complex service", "process", { items });
      await ctx.sleep("1 minute");
      await ctx.state.set("complete", true);
      return { result, complete: await ctx.state.get("complete") };
    });
    return internal(data);
  },
);

export const args = [{ items: ["tea", "cake"] }];
export default advancedProcessing;
