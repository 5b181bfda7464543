import type { Random } from "fast-check";
import type { Feature } from "./features.js";
import { grammar } from "./grammar/grammar.js";
import { START, type Binding, type Place } from "./grammar/place.js";
import { Writer } from "./grammar/writer.js";
import { preludeFor } from "./prelude.js";
import { list, stmt, text, type Node } from "./tree/node.js";
import { print } from "./tree/print.js";

/** How many statements stand side by side at the top. */
const STATEMENTS = 6;

/** Writes the parts of a program that differ from one to the next. */
export function writeProgram(random: Random, features: ReadonlySet<Feature>): Node {
  const writer = new Writer(random, grammar, features);
  const helper: Place = { ...START, depth: 2, bindings: [{ name: "p", kind: "data" }] };
  const bindings: readonly Binding[] = [
    { name: "x", kind: "data" },
    { name: "y", kind: "data" },
    { name: "s", kind: "constant" },
    ...(features.has("helper") ? HELPERS : []),
    ...(features.has("inheritance") ? [{ name: "Base", kind: "class" } as const] : []),
  ];
  const body = writer.statements({ ...START, bindings }, STATEMENTS);
  return text`${list("", features.has("helper") ? helpers(writer, helper) : [])}
async function program(ctx: DurableContext, log: any, tick: any): Promise<any> {
let x: any = 1, y: any = "two";
const s: any = { n: 1, k0: [5] };
${body}return [x, y, s];
}
`;
}

const HELPERS: readonly Binding[] = [
  { name: "helper", kind: "helper" },
  { name: "failingHelper", kind: "helper" },
];

const helpers = (writer: Writer, place: Place): Node[] => [
  stmt`
async function helper(ctx: DurableContext, log: any, p: any): Promise<any> {
const tick = () => false;
${writer.statements(place, 2)}return [p, ${writer.expression(place)}];
}
`,
  stmt`
async function failingHelper(ctx: DurableContext, log: any, p: any): Promise<any> {
${list("", [stmt`try { await ctx.run("helper", () => p); } finally { log("failing", await p); }\n`])}throw new Error("t:helper");
}
`,
];

/** The program as a module: a durable function that returns its trace. */
export function moduleText(program: Node): string {
  const body = print(program);
  return `import { durable, type DurableContext } from "perdure";
${preludeFor(body)}${body}
export default durable.flow(async (ctx) => {
  const trace: string[] = [];
  let fuel = 20;
  const log = (label: string, value?: any): any => {
    if (trace.length < 250) trace.push(label + " " + show(value));
    return value;
  };
  const tick = () => fuel-- > 0;
  try {
    log("end", await program(ctx, log, tick));
  } catch (error) {
    log("threw", error);
  }
  return trace;
});
`;
}
