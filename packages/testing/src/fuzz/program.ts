import type { Random } from "fast-check";
import { withoutConcurrent, type Feature } from "./features.js";
import { grammar } from "./grammar/grammar.js";
import { START, type Binding, type Place } from "./grammar/place.js";
import { Writer } from "./grammar/writer.js";
import { preludeFor } from "./prelude.js";
import { list, stmt, text, type Node } from "./tree/node.js";
import { print } from "./tree/print.js";

/** How many statements stand side by side at the top. */
const STATEMENTS = 6;

/** Writes the parts of a program that differ from one to the next. Some have one line of control only. */
export function writeProgram(random: Random, features: ReadonlySet<Feature>): Node {
  const sequential = withoutConcurrent(features);
  const isSequential = sequential.size > 0 && random.nextInt(1, 4) === 1;
  const writer = new Writer(random, grammar, isSequential ? sequential : features);
  const within: Place = { ...START, depth: 2, bindings: [{ name: "p", kind: "data" }] };
  const helpers = writer.has("helper") || writer.has("started-helper");
  const children = writer.has("child") || writer.has("spawn");
  const bindings: readonly Binding[] = [
    { name: "x", kind: "data" },
    { name: "y", kind: "data" },
    { name: "s", kind: "constant" },
    ...(helpers ? HELPERS : []),
    ...(children ? [{ name: "child", kind: "child" } as const] : []),
    ...(writer.has("inheritance") ? [{ name: "Base", kind: "class" } as const] : []),
  ];
  const body = writer.statements({ ...START, bindings }, STATEMENTS);
  return text`${list("", helpers ? writeHelpers(writer, within) : [])}
${list("", children ? [writeChild(writer, within)] : [])}
async function program(ctx: DurableContext, log: any, tick: any, pause: any): Promise<any> {
let x: any = 1, y: any = "two";
const s: any = { n: 1, k0: [5] };
${HELD}
${body}return [x, y, s];
}
`;
}

/** What a program does its logging and waiting with. No two pauses end at the same time. */
const tools = (fromMs: string): string => `const trace: string[] = [];
  let fuel = 20, pauses = 0;
  const log = (label: string, value?: any): any => {
    if (trace.length < 250) trace.push(label + " " + show(value));
    return value;
  };
  const tick = () => fuel-- > 0;
  const pause = () => ${fromMs} + ((++pauses ** 3 * 7919) % 1_000_003);`;

/** The promise, with somebody who asks for its outcome. */
const HELD = `const held = (promise: any): any => {
  promise?.catch?.(() => {});
  return promise;
};`;

const HELPERS: readonly Binding[] = [
  { name: "helper", kind: "helper" },
  { name: "failingHelper", kind: "helper" },
];

const writeHelpers = (writer: Writer, place: Place): Node[] => [
  stmt`
async function helper(ctx: DurableContext, log: any, pause: any, p: any): Promise<any> {
const tick = () => false;
${HELD}
${writer.statements(place, 2)}return [p, ${writer.expression(place)}];
}
`,
  stmt`
async function failingHelper(ctx: DurableContext, log: any, pause: any, p: any): Promise<any> {
${list("", [stmt`try { await ctx.run("helper", () => 1); } finally { log("failing", await p); }\n`])}throw new Error("t:helper");
}
`,
];

/** Begins and ends when nothing else goes on, so that it is known what its parent does meanwhile. */
const writeChild = (writer: Writer, place: Place): Node => stmt`
const child = durable.flow(async (ctx, fromMs: any, p: any): Promise<any> => {
  ${tools("fromMs")}
  ${HELD}
  await ctx.sleep(pause());
  try {
${list("", [stmt`${writer.statements({ ...place, guarded: true }, 2)}if (brief(${writer.expression(place)}) === 2) throw new Error("t:child");\n`])}
    return [trace, ${writer.expression({ ...place, guarded: true })}];
  } finally {
    await ctx.sleep(pause());
  }
});
`;

/** The program as a module: a durable function that returns its trace, once all its tasks have ended. */
export function moduleText(program: Node): string {
  const body = print(program);
  return `import { durable, type DurableContext } from "perdure";
${preludeFor(body)}${body}
export default durable.flow(async (ctx) => {
  ${tools("1000")}
  try {
    log("end", await program(ctx, log, tick, pause));
  } catch (error) {
    log("threw", error);
  }
  await ctx.sleep(1e12);
  return trace;
});
`;
}
