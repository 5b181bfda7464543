import { soakObjects } from "./objects.js";

// 50 callers, 1,000 calls each, on 20 objects, while processes are killed: npm run soak:objects
const number = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const report = await soakObjects({
  callers: number("callers", 50),
  calls: number("calls", 1000),
  objects: number("objects", 20),
  processes: number("processes", 4),
  kills: number("kills", 20),
  pauseMs: number("pause", 1500),
});
const { problems, calls, kills, seconds } = report;
console.log(
  `${calls} calls, ${kills} processes killed, ${seconds.toFixed(1)} s, ${problems.length} problems`,
);
for (const problem of problems.slice(0, 20)) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
