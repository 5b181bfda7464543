import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Mode } from "../../modes/mode.js";
import type { Request, Verdict } from "./protocol.js";

const PROCESS = fileURLToPath(new URL("./runner-process.js", import.meta.url));
/** Imported modules are never freed, so a process is replaced after so many programs. */
const PROGRAMS_PER_PROCESS = 200;

/** Runs programs in a process of their own, which is replaced when it dies, hangs or grows old. */
export class Runner {
  readonly #timeoutMs: number;
  #child: ChildProcess | undefined;
  #programs = 0;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  run(file: string, modes: readonly Mode[]): Promise<Verdict> {
    if (this.#programs++ % PROGRAMS_PER_PROCESS === 0) this.stop();
    const child = (this.#child ??= fork(PROCESS, { stdio: ["ignore", "ignore", "pipe", "ipc"] }));
    let errors = "";
    const listen = (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4000));
    return new Promise<Verdict>((resolve) => {
      const done = (verdict: Verdict) => {
        clearTimeout(timer);
        child.off("message", done).off("exit", died);
        child.stderr!.off("data", listen);
        resolve(verdict);
      };
      const died = (code: number | null, signal: string | null) => {
        this.#child = undefined;
        done({ kind: "the process died", mode: modes.at(-1)!, explanation: `${code ?? signal}\n${errors}` });
      };
      const timer = setTimeout(() => {
        this.stop();
        done({ kind: "timeout", mode: modes.at(-1)!, explanation: `No end after ${this.#timeoutMs} ms.` });
      }, this.#timeoutMs);
      child.on("message", done).on("exit", died);
      child.stderr!.on("data", listen);
      child.send({ file, modes } satisfies Request);
    });
  }

  stop(): void {
    this.#child?.removeAllListeners().kill("SIGKILL");
    this.#child = undefined;
  }
}
