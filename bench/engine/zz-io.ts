import { durable } from "perdure";
import { withEngine, withFolder } from "./on-disk.js";
import { openRawDisk } from "./raw-disk.js";
import { readFileSync } from "node:fs";
const count = durable.flow({ name: "count" }, async (ctx, steps: number) => {
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += await ctx.run("add", () => step);
  return sum;
});
const N = 1000;
const io = () => Object.fromEntries(readFileSync("/proc/self/io","utf8").trim().split("\n").map((l)=>l.split(": ")).map(([k,v])=>[k,Number(v)]));
const diff = (a:any,b:any)=>Object.entries(b).map(([k,v])=>k+" "+(((v as number)-a[k])/N).toFixed(2)).join("  ");
await withFolder((folder) => withEngine(folder, async (engine) => {
  const raw = openRawDisk(folder);
  for (let r = 0; r < 6; r++) {
    let a = io(), t = performance.now(); raw.commits(N); let b = io();
    console.log("raw ", ((performance.now()-t)*1000/N).toFixed(1), diff(a,b));
    a = io(); t = performance.now(); await (await engine.start(count, [N])).result(); b = io();
    console.log("ours", ((performance.now()-t)*1000/N).toFixed(1), diff(a,b));
  }
  raw.close();
}, process.env.HISTORY_OFF ? {functions:{history:"off"}} : {}));
