import { createEngine } from "perdure";

// Acts on another process's executions: remote-worker.ts <store>; commands come as messages.
const engine = await createEngine({ store: process.argv[2]!, logger: { warn: () => {}, error: () => {} } });
process.on("message", (command: { what: string; id: string; payload?: unknown }) => void act(command));
process.send?.("ready");

async function act({ what, id, payload }: { what: string; id: string; payload?: unknown }): Promise<void> {
  const results: Record<string, () => Promise<unknown>> = {
    event: async () => (await engine.sendEvent(id, payload), Date.now()),
    cancel: () => engine.get(id).cancel("from afar"),
    result: () => engine.get(id).result(),
    status: () => engine.get(id).status(),
    stop: async () => (await engine.stop(), process.disconnect?.()),
  };
  process.send?.({ results: [await results[what]!()] });
}
