import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { durable } from "perdure";

/** Its step kills the process, as a fault in native code would. */
export const killer = durable.flow({ name: "killer" }, async (ctx, ledger: string, _ms: number) => {
  await ctx.run("before", ({ idempotencyKey }) => appendFileSync(ledger, `begin ${idempotencyKey}\n`));
  return await ctx.run("kills", ({ idempotencyKey }) => {
    appendFileSync(ledger, `begin ${idempotencyKey}\n`);
    process.kill(process.pid, "SIGKILL");
  });
});

/** An effect that takes its time: it is in flight whenever the process dies. */
export const innocent = durable.flow({ name: "innocent" }, async (ctx, ledger: string, ms: number) => {
  return await ctx.run("waits", async ({ idempotencyKey }) => {
    appendFileSync(ledger, `begin ${idempotencyKey}\n`);
    await sleep(ms);
    return "innocent";
  });
});
