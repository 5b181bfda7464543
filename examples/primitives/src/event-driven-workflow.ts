import { durable, TimeoutError } from "perdure";

// Waits for a decision from outside, at most a day. Here another flow decides for two of the three.

interface Decision {
  readonly approved: boolean;
  readonly reason?: string;
}

durable
  .service("approvals")
  .handle("execute", ({ id }: { id: string; decision: Decision }) => `${id} is done`);

const approval = durable.workflow({ name: "approval of primitives" }, async (ctx, id: string) => {
  await ctx.state.set("status", "waiting");
  try {
    const decision = await ctx.waitForEvent<Decision>(`approval_${id}`, { timeout: "1 day" });
    await ctx.state.set("status", decision.approved ? "approved" : "rejected");
    if (!decision.approved) return { success: false, reason: decision.reason };
    const result = await ctx.call("approvals", "execute", { id, decision });
    await ctx.state.set("status", "completed");
    return { success: true, result };
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    await ctx.state.set("status", "timed out");
    return { success: false, reason: "nobody has decided" };
  }
});

export default durable.flow({ name: "event-driven workflow" }, async (ctx) => {
  const waiting = ["one", "two", "three"].map((id) => approval(id));
  await ctx.sleep("2 hours");
  await ctx.sendEvent("approval_one", { approved: true });
  await ctx.sendEvent("approval_two", { approved: false, reason: "too dear" });
  return Promise.all(waiting);
});
