// The engine beside the raw limits of the same disk; `engine-million` is the slow one.
for (const workload of [
  "sequential-steps",
  "many-executions",
  "fan-out",
  "resume",
  "start-up",
  "two-engines",
]) {
  await import(`./engine/${workload}.js`);
}
