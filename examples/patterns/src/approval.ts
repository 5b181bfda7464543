import { durable, TimeoutError } from "perdure";

// An approval that may take a day: the execution is a row in the store until somebody decides, or nobody does.

interface Decision {
  readonly approved: boolean;
  readonly by: string;
}

/** Sent by whoever decides: `engine.sendEvent("approve_o1", { approved: true, by: "kim" })`. */
export const approval = durable.flow({ name: "approval" }, async (ctx, order: string) => {
  await ctx.state.set("status", "waiting for approval");
  try {
    const decision = await ctx.waitForEvent<Decision>(`approve_${order}`, { timeout: "1 day" });
    await ctx.state.set("status", decision.approved ? "approved" : "rejected");
    if (!decision.approved) return `rejected by ${decision.by}`;
    return await ctx.run("ship", () => `shipped ${order}`);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    await ctx.state.set("status", "timed out");
    return "nobody decided within a day";
  }
});

export const args = ["o1"];
export default approval;
