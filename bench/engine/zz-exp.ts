import { durable } from "perdure";
import { withEngine, withFolder } from "./on-disk.js";
import { openRawDisk } from "./raw-disk.js";
import { statSync } from "node:fs";
import { join } from "node:path";
const count = durable.flow({ name: "count" }, async (ctx, steps: number) => {
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += await ctx.run("add", () => step);
  return sum;
});
const N = 1000;
const cpu = () => { const { user, system } = process.cpuUsage(); return user + system; };
await withFolder((folder) => withEngine(folder, async (engine) => {
  const raw = openRawDisk(folder);
  const rows: number[][] = [];
  for (let r = 0; r < 12; r++) {
    let c = cpu(), t = performance.now();
    raw.commits(N);
    const rc = (cpu() - c) / N, rt = ((performance.now() - t) * 1000) / N;
    const s0 = statSync(join(folder, "engine.db-wal"), {throwIfNoEntry:false})?.size ?? 0;
    c = cpu(); t = performance.now();
    await (await engine.start(count, [N])).result();
    const oc = (cpu() - c) / N, ot = ((performance.now() - t) * 1000) / N;
    const s1 = statSync(join(folder, "engine.db-wal"), {throwIfNoEntry:false})?.size ?? 0;
    rows.push([rc, rt, oc, ot, rt / ot, rt / (rt + oc - rc), (s1 - s0) / N]);
  }
  for (const r of rows) console.log(r.map((x) => x.toFixed(2).padStart(9)).join(""));
  raw.close();
}, process.env.HISTORY_OFF ? {functions:{history:"off"}} : {}));
