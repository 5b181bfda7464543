import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, type Engine, type EngineOptions } from "perdure";

/** Runs `body` with a folder of its own, which is removed afterwards. */
export async function withFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "perdure-bench-"));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An engine with full durability over a file in the folder. */
export async function withEngine<T>(
  folder: string,
  body: (engine: Engine) => Promise<T>,
  options: EngineOptions = {},
): Promise<T> {
  const engine = await createEngine({ store: join(folder, "engine.db"), ...options });
  try {
    return await body(engine);
  } finally {
    await engine.stop({ drainMs: 0 });
  }
}
