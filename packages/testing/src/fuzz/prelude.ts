/** What programs need from their module, by name. None of it has effects. */
const PRELUDE: readonly (readonly [name: string, code: string])[] = [
  [
    "show",
    `/** A value's text, as far as there is room. Of the language's own errors the class alone. */
function show(value: any, room = { left: 40 }): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (typeof value === "function") return "function";
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  if (value instanceof Error) return [value.name, (value as any).code, /^t:.*/.exec(value.message)].filter(Boolean).join(" ");
  const inner = (one: any): string => (room.left-- > 0 ? show(one, room) : "...");
  if (value instanceof Map) return "Map" + inner([...value]);
  if (value instanceof Set) return "Set" + inner([...value]);
  const entries = Object.entries(Object.getOwnPropertyDescriptors(value)).slice(0, 12);
  const texts = entries.map(([key, own]) => key + ":" + ("value" in own ? inner(own.value) : "accessor"));
  return (Array.isArray(value) ? "[" : "{") + texts.join() + (Array.isArray(value) ? "]" : "}");
}`,
  ],
  [
    "keep",
    `/** The value, unless it has grown large. */
function keep(value: any): any {
  let left = 40;
  const count = (one: any): void => {
    if (typeof one === "string") left -= one.length / 10;
    if (--left < 0 || typeof one !== "object" || one === null) return;
    for (const part of one instanceof Map || one instanceof Set ? [...one].flat() : Object.values(one)) count(part);
  };
  count(value);
  return left < 0 ? "large" : value;
}`,
  ],
  [
    "brief",
    `/** A short primitive in the place of anything long. */
function brief(value: any): any {
  return typeof value === "string" ? value.slice(0, 8) : typeof value === "object" && value ? Object.keys(value).length : value;
}`,
  ],
  [
    "key",
    `const key = (value: any): string => ["k0", "k1", "n"][Math.abs(Number(brief(value))) % 3] ?? "k1";`,
  ],
  ["keyOf", `const keyOf = (_: any, key: string): string => key;`],
  [
    "object",
    `const object = (value: any): any => (typeof value === "object" && value ? value : { k0: value, n: 1 });`,
  ],
  ["array", `const array = (value: any): any[] => (Array.isArray(value) ? value : [value]);`],
  ["count", `const count = (...values: any[]): number => values.length;`],
  [
    "tag",
    `const tag = (strings: any, ...values: any[]): any => [strings.raw.join("|"), strings.length, ...values];`,
  ],
  [
    "Base",
    `class Base {\n  n: any;\n  constructor(n: any) {\n    this.n = n;\n  }\n  m(p: any): any {\n    return [this.n, p];\n  }\n}`,
  ],
  [
    "send",
    `/** Sends an event when nothing else goes on. */
async function send(ctx: DurableContext, pause: any, id: string, value: any): Promise<any> {
  await ctx.sleep(pause());
  await ctx.sendEvent(id, value);
  await ctx.sleep(pause());
  return value;
}`,
  ],
  [
    "receive",
    `/** Asks for an event when nothing else goes on. Its task waits for it: else a wait that nobody hears is withdrawn. */
async function receive(ctx: DurableContext, pause: any, id: string): Promise<any> {
  await ctx.sleep(pause());
  return [await ctx.waitForEvent(id, { timeout: pause() })];
}`,
  ],
  [
    "later",
    `/** Calls a function when nothing else goes on. */
async function later(ctx: DurableContext, pause: any, call: any, value: any): Promise<any> {
  await ctx.sleep(pause());
  call(value);
}`,
  ],
  ["effect", `const effect = (value: any): any => (value === 2 ? fail("effect") : [value]);`],
  ["fail", `function fail(message: string): never {\n  throw new Error("t:" + message);\n}`],
];

/** The declarations that this text mentions. */
export function preludeFor(body: string): string {
  const calls = (name: string, text: string): boolean =>
    new RegExp(`\\b${name}[(\`]|extends ${name}\\b|", ${name},`).test(text);
  const needed = PRELUDE.filter(([name]) => name === "show" || calls(name, body)).map(([, code]) => code);
  if (!needed.some((code) => code.includes("function brief")) && calls("key", body))
    needed.push(codeOf("brief"));
  if (!calls("fail", body) && /\beffect\b/.test(body)) needed.push(codeOf("fail"));
  return `${needed.join("\n")}\n`;
}

const codeOf = (name: string): string => PRELUDE.find(([own]) => own === name)![1];
