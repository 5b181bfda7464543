import { describe, expect, test } from "vitest";
import { compileWith } from "../compile.js";
import { checkInvariants } from "./invariants.js";
import type { MachineIr } from "./ir.js";

/** The text after one pass over the only function of a source, checking the machine's invariants on the way. */
function after(pass: string, body: string): string {
  const source = `import type { DurableContext } from "perdure";\nexport async function f(ctx: DurableContext, xs: any) {\n${body}\n}`;
  let found = "";
  const options = { filename: "a.ts", packageName: "p", packagePath: "a.ts" };
  const { diagnostics } = compileWith(source, options, (name, text, value) => {
    if (name === "lower f" || name === "liveness f") checkInvariants(value as MachineIr);
    if (name === `${pass} f`) found = text().replace(/~[0-9a-f]{6}/g, "~#");
  });
  expect(diagnostics).toEqual([]);
  return found;
}

describe("lowering", () => {
  test("operands before an await are kept, those after it stay in place", () => {
    expect(after("lower", "let a = 1;\nreturn a + (await ctx.get(xs[a])) * a;")).toMatchInlineSnapshot(`
      "locals ctx xs a $await_ctx_get
      b0 entry:
        a = 1
        await ctx.get(xs[a]) resume b1
      b1 after ctx.get~#:
        resume $await_ctx_get at ctx.get~#
        return a + $await_ctx_get * a"
    `);
  });

  test("a finally remembers in words how it was reached", () => {
    expect(
      after(
        "lower",
        "outer: for (const x of xs) {\n  try {\n    if (x) continue outer;\n    await x;\n  } finally {\n    await ctx.done();\n  }\n}",
      ),
    ).toMatchInlineSnapshot(`
      "locals ctx xs $of_xs $exit1 $value1 x $exit2 $value2
      region 1 in 0: finally b1 ($exit1 $value1)
      region 2 in 1: finally b10 ($exit2 $value2)
      b0 entry:
        $of_xs = $perdure.iterate(xs, "xs")
        jump b5
      b1 close for of:
        $of_xs.close(true)
        throw $value1
      b2 after close for of:
        return undefined
      b5 for of region 1:
        branch $of_xs.next() b6 b2
      b6 loop body region 1:
        x = $of_xs.value
        jump b12
      b10 finally region 1:
        await ctx.done() resume b17
      b12 try region 2:
        native -> b10: if (x) {
          $value2 = undefined;
          $exit2 = "continue outer";
          $pc = 0;
          continue $run;
        }
        await x resume b14
      b14 after x~# region 2:
        resume - at x~#
        $value2 = undefined
        $exit2 = ""
        jump b10
      b17 after ctx.done~# region 1:
        resume - at ctx.done~#
        branch $exit2 === "throw" b20 b19
      b19 join region 1:
        jump b5
      b20 then region 1:
        throw $value2"
    `);
  });

  test("a loop without awaits stays native, and leaves an outer loop by the state", () => {
    expect(
      after(
        "lower",
        "while (await xs.next()) {\n  for (let i = 0; i < 10; i++) if (i === xs.n) break;\n  for (;;) { if (xs.stop) return 1; continue; }\n}",
      ),
    ).toMatchInlineSnapshot(`
      "locals ctx xs $await_xs_next
      b0 entry:
        jump b1
      b1 while:
        call xs.next() resume b5
      b2 loop body:
        native: {
          for (let i = 0; i < 10; i++) if (i === xs.n) break;
          for (;;) {
            if (xs.stop) {
              $f.out = 1;
              return $perdure.DONE;
            }
            continue;
          }
        }
        jump b1
      b3 after while:
        return undefined
      b5 after xs.next~#:
        resume $await_xs_next at xs.next~#
        branch $await_xs_next b2 b3"
    `);
  });
});

describe("closure conversion", () => {
  test("captured variables move into a scope object of their block, others stay", () => {
    expect(
      after(
        "scopes",
        "let free = 0;\nfor (let i = 0; i < 2; i++) {\n  const c = await xs(i);\n  xs.push(() => c + i);\n}\nreturn free;",
      ),
    ).toMatchInlineSnapshot(`
      "let free = 0;
      for (let i = 0; i < 2; i++) {
        const $scope_c = { c: undefined };
        $scope_c.c = await xs(i);
        xs.push($make_push($scope_c, i));
      }
      return free;
      // p/a.ts#f/push~# ($scope_c, i)
      () => $scope_c.c + i"
    `);
  });

  test("accesses that may come too early are checked", () => {
    expect(after("scopes", "const f = () => x;\nlet x = await xs;\nreturn [f, y];\nlet y;"))
      .toMatchInlineSnapshot(`
        "const $scope_x = {};
        const f = $make_f($scope_x);
        $scope_x.x = await xs;
        return [f, $perdure.uninitialised("y")];
        let y;
        // p/a.ts#f/f ($scope_x)
        () => $perdure.read($scope_x, "x")"
      `);
  });
});

describe("liveness", () => {
  test("a suspension stores what changed and is live, an entry loads what may be read", () => {
    expect(
      after(
        "liveness",
        "let kept = 1, dead = 2, late = 3;\nawait xs(dead);\nkept++;\nawait xs(kept);\nreturn [kept, late];",
      ),
    ).toMatchInlineSnapshot(`
      "locals ctx xs kept dead late
      b0 entry:
        kept = 1
        dead = 2
        late = 3
        call xs(dead) resume b1
      b1 after xs~#:
        resume - at xs~#
        kept++
        call xs(kept) resume b3
      b3 after xs~#:
        resume - at xs~#
        return [kept, late]
      live b1: kept late xs
      live b3: kept late
      loads b0: xs
      loads b1: kept xs
      loads b3: kept late
      stores b0: kept late
      stores b1: kept"
    `);
  });
});

describe("invariants", () => {
  const broken: readonly (readonly [name: string, breakIt: (ir: MachineIr) => void, problem: RegExp])[] = [
    [
      "a missing target",
      (ir) => void ir.blocks.delete([...ir.blocks.keys()].at(-1)!),
      /unknown target|handler/,
    ],
    ["a missing entry", (ir) => void ir.blocks.delete(ir.entry), /entry is missing/],
    [
      "a block without an end",
      (ir) => void (ir.blocks.get(0)!.terminator = { kind: "unreachable" }),
      /no end/,
    ],
    ["an unknown region", (ir) => void (ir.blocks.get(0)!.region = 99), /unknown region 99/],
    ["an undeclared variable", (ir) => ir.locals.clear(), /not a variable/],
    [
      "a jump into a resumption",
      (ir) => {
        const resume = [...ir.blocks.values()].find(
          ({ instructions }) => instructions[0]?.kind === "resume",
        )!;
        ir.blocks.get(0)!.terminator = { kind: "jump", to: resume.id };
      },
      /exactly one suspension/,
    ],
  ];
  test.each(broken)("%s is found", (_name, breakIt, problem) => {
    const source = `import type { DurableContext } from "perdure";\nexport async function f(ctx: DurableContext) { let x = 1; x += await ctx.get(x); return x; }`;
    let machine: MachineIr | undefined;
    compileWith(source, { filename: "a.ts", packageName: "p", packagePath: "a.ts" }, (name, _text, value) => {
      if (name === "lower f") machine = structuredCloneIr(value as MachineIr);
    });
    expect(() => checkInvariants(machine!)).not.toThrow();
    breakIt(machine!);
    expect(() => checkInvariants(machine!)).toThrow(problem);
  });
});

/** Blocks of its own, so that breaking them leaves the compilation alone. */
const structuredCloneIr = (ir: MachineIr): MachineIr => ({
  ...ir,
  blocks: new Map(
    [...ir.blocks].map(([id, block]) => [id, { ...block, instructions: [...block.instructions] }]),
  ),
  locals: new Set(ir.locals),
});
