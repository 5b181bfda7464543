import { expect, test } from "vitest";
import { opened, turn, type StoreUnderTest } from "./opened.js";

export function refusedTransactionContract(under: StoreUnderTest): void {
  const at = opened(under);

  test("a user's transaction is refused, as its outcome, and the rest of its turn is stored", async () => {
    await at.create("a", "b");
    let ran = 0;
    const transaction = {
      operation: 3,
      run: () => String(ran++),
      failed: (error: unknown) => `failed: ${(error as { code?: string }).code}`,
    };
    const state = [{ key: "k", value: "1" }];
    const results = await at.commit(
      turn("b", { operation: 2 }),
      turn("a", { state, transaction, operation: 4 }),
    );
    const [message] = (await at.inbox("a"))!;
    expect(results).toEqual([
      { status: "committed" },
      { status: "committed", message: message!.seq, outcome: "failed: PD2264" },
    ]);
    expect(await at.mail("a")).toEqual(["outcome 3 failed: PD2264"]);
    expect([await at.state("a"), ran]).toEqual([state, 0]);
    expect(await at.store.find("a")).toMatchObject({ operation: 4 });
  });
}
