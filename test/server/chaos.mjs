// A coordinator and three workers, killed at random and started again, while executions are started all the time.
// Says at the end what was lost and what was done twice. Used by the soak command and, briefly, by the tests.
import { fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@perdure/server/client";
import { openSqliteStore } from "perdure/engine";

const STEPS = 8;
const here = import.meta.dirname;
const command = join(here, "../../packages/cli/dist/command.js");

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A process that is started again whenever it ends. */
function kept(start) {
  let child;
  let isOver = false;
  const run = () => {
    child = start();
    child.once("exit", () => {
      if (!isOver) setTimeout(() => !isOver && run(), Math.random() * 400);
    });
  };
  run();
  return {
    kill: () => child.kill("SIGKILL"),
    async end() {
      isOver = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function readLedger(file) {
  const effects = new Map();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [what, key] = line.split(" ");
    if (!key) continue;
    const effect = effects.get(key) ?? { begin: 0, end: 0 };
    effect[what] += 1;
    effects.set(key, effect);
  }
  return effects;
}

/** `worker`: the program that serves the flow, compiled. */
export async function chaos({ worker, seconds, everyMs = 100, killEveryMs = 1200, workers: count = 3 }) {
  const folder = mkdtempSync(join(tmpdir(), "perdure-chaos-"));
  const [file, ledger, port] = [join(folder, "store.db"), join(folder, "ledger"), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const serve = [command, "serve", "--store", `sqlite:${file}`, "--port", String(port), "--lease", "2s"];
  const coordinator = kept(() => spawn(process.execPath, serve, { stdio: ["ignore", "ignore", "inherit"] }));
  const workers = Array.from({ length: count }, () =>
    kept(() => fork(worker, [url], { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] })),
  );
  const ended = async (handle) => {
    try {
      return await handle.result();
    } catch (error) {
      if (error.name !== "ParkedError") return error;
      await sleep(200);
      return ended(handle);
    }
  };
  let resumed = 0;
  let isOver = false;
  /** Rule 26 parks what runs while its process dies three times without a commit; then a person lets it go on. */
  const resumeParked = async () => {
    while (!isOver) {
      await sleep(500);
      const { executions } = await client.list({ status: "parked" }).catch(() => ({ executions: [] }));
      for (const { id, reason } of executions) {
        if (reason !== "poisoned") continue;
        if (
          await client
            .get(id)
            .resume()
            .catch(() => false)
        )
          resumed += 1;
      }
    }
  };
  const client = createClient({ endpoint: url, patienceMs: 60_000 });
  const kills = { coordinator: 0, worker: 0 };
  const results = new Map();
  const waiting = [];
  const endMs = performance.now() + seconds * 1000;
  try {
    while ((await client.services().catch(() => [])).length === 0) await sleep(100);
    const killing = (async () => {
      while (performance.now() < endMs) {
        await sleep(killEveryMs * (0.5 + Math.random()));
        const victim = Math.floor(Math.random() * (count + 1));
        kills[victim === count ? "coordinator" : "worker"] += 1;
        (workers[victim] ?? coordinator).kill();
      }
    })();
    for (let n = 0; performance.now() < endMs; n++) {
      const id = `order-${n}`;
      const handle = await client.start({ service: "shop", method: "order" }, [ledger, STEPS], { id });
      waiting.push(ended(handle).then((result) => results.set(id, result)));
      await sleep(everyMs);
    }
    await killing;
    void resumeParked();
    await Promise.race([Promise.all(waiting), sleep(90_000, undefined, { ref: false })]);
  } finally {
    isOver = true;
    await Promise.all([coordinator.end(), ...workers.map((each) => each.end())]);
  }
  const report = await check(file, ledger, waiting.length, results);
  rmSync(folder, { recursive: true, force: true });
  return { seconds, started: waiting.length, kills, resumed, ...report };
}

/** What the store and the ledger say when all is over. */
async function check(file, ledger, started, results) {
  const store = await openSqliteStore({ file });
  const executions = await store.list({ limit: 1_000_000 });
  const events = await store.events(false, Date.now(), 10_000_000);
  await store.close();
  const halves = Math.floor(STEPS / 3);
  const sum = (STEPS * (STEPS + 1)) / 2;
  const expected = JSON.stringify({ sum: sum + halves, state: sum });
  const wrong = [...results].filter(([, result]) => JSON.stringify(result) !== expected);
  const sent = new Map();
  for (const { payload } of events) sent.set(payload, (sent.get(payload) ?? 0) + 1);
  const effects = [...readLedger(ledger).values()];
  return {
    ended: results.size,
    wrong: wrong.map(
      ([id, result]) => `${id}: ${result instanceof Error ? result.message : JSON.stringify(result)}`,
    ),
    unfinished: executions
      .filter(({ status }) => status !== "completed")
      .map(({ id, status }) => `${id} ${status}`),
    executions: executions.length,
    expectedExecutions: started * (1 + halves),
    events: events.length,
    expectedEvents: started * STEPS,
    eventsSentTwice: [...sent.values()].filter((times) => times !== STEPS).length,
    effects: effects.length,
    expectedEffects: started * (STEPS + halves),
    effectsNeverEnded: effects.filter(({ end }) => end === 0).length,
    effectsBegunAgain: effects.reduce((more, { begin }) => more + begin - 1, 0),
  };
}
