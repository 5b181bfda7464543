import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const order = { seen: [] as string[] };

const wide = durable.flow({ name: "5 wide" }, async (ctx, width: number) => {
  const all = await Promise.all(Array.from({ length: width }, (_, i) => ctx.run("leg", () => i)));
  return all.length;
});
const inbox = durable.flow({ name: "5 inbox" }, async (ctx) => {
  const [a, b, c] = ["a", "b", "c"].map((id) =>
    ctx.waitForEvent<string>(id).then((got) => void order.seen.push(got)),
  );
  await Promise.all([a, b, c]);
  return order.seen.length;
});

describe("rule 5: the turn", () => {
  it("n completions cost O(n): a combination is stored again only when it settles", async () => {
    const bytes = async (width: number) => {
      const { engine, commits } = await newWorld();
      expect(await (await (await engine()).start(wide, [width])).result()).toBe(width);
      const turns = commits.filter((commit) => commit.kind === "turn");
      expect(turns.length).toBeLessThanOrEqual(4);
      return turns.reduce((sum, { snapshot }) => sum + (snapshot?.length ?? 0), 0);
    };
    const [few, many] = [await bytes(20), await bytes(200)];
    expect(many / few).toBeLessThan(20);
  });

  it("takes the inbox in order, and commits what it consumed together with the next snapshot", async () => {
    const { engine, clock, commits } = await newWorld();
    order.seen = [];
    const first = await engine();
    const handle = await first.start(inbox, [], { id: "x" });
    await first.whenIdle();
    await first.stop();
    commits.length = 0;
    const sender = await engine({ services: [] });
    for (const id of ["b", "c", "a"]) await sender.sendEvent(id, id);
    await runOut(sender, clock);
    expect(await sender.get("x").result()).toBe(3);
    expect(order.seen).toEqual(["b", "c", "a"]);
    const consumed = commits.flatMap((commit) => (commit.kind === "turn" ? (commit.consumed ?? []) : []));
    expect(consumed).toHaveLength(3);
    expect(handle.id).toBe("x");
  });
});
