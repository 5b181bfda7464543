/** Runs `script` beside a clock of ticks: `log` tells what happened, and in which tick. */
export async function withTicks(log: string[], script: () => Promise<unknown>): Promise<unknown> {
  let ticking = true;
  const clock = (async () => {
    for (let tick = 1; ticking && tick < 60; tick++) {
      await Promise.resolve();
      log.push(`tick ${tick}`);
    }
  })();
  const gave = await script();
  log.push("ends");
  ticking = false;
  await clock;
  return gave;
}
