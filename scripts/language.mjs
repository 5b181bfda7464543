// Writes docs/language.md: what of the language works inside a durable function, row by row, with the fixtures that
// show it. A fixture names its row in its first line: "// Language: loops | for-of: what it covers".
// `--check` fails where the page is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, "docs/language.md");

/** Each row: its name, and what to know where no fixture says it. */
const AREAS = {
  expressions: [
    ["operands", "`await` in any operand; what stands before it is evaluated first and kept"],
    ["logical and conditional", "only the chosen operand is evaluated"],
    ["templates", "plain and tagged; a site's strings object is always the same"],
    ["calls", "receivers, spread, `new`; callee and receiver are read before the arguments"],
    ["literals", "arrays, objects, spread, computed keys"],
    ["optional chains", "`o?.[await k]?.(await x)`"],
    ["super", "`super[await k]`, `super.m(await x)`"],
    ["import()", "with an awaited specifier"],
    ["yield await", "in async generators"],
  ],
  assignment: [
    ["member targets", "object and key are evaluated before the await"],
    ["compound", "the left side is read before the await"],
    ["logical", "`&&=`, `||=`, `??=`"],
    ["destructuring", "defaults, holes, rest, nested and member targets"],
    ["heads of loops", "`for (x.y of ...)`"],
  ],
  declarations: [
    ["let, const and var", "hoisting; assignment to a `const` throws"],
    ["function declarations", "hoisted, in blocks; a function's own name"],
    ["classes", "fields, accessors, private and static members, inheritance, instances across awaits"],
    ["using", "disposed on every way out"],
    ["await using", "each disposal is awaited"],
    ["shadowing", "one name in many scopes"],
    ["dead zones", "a variable that is used before its declaration throws"],
  ],
  loops: [
    ["for", "a fresh binding for each iteration"],
    ["for-in", "while keys are deleted and added"],
    ["for-of", "the iterator is closed on every early exit"],
    ["for await", "async and sync sources"],
    ["while and do", "awaits in condition and body"],
    ["switch", "awaits in discriminant and cases"],
    ["labels", "on loops, blocks and other statements"],
    ["break and continue", "through any number of `finally` blocks"],
    ["long loops", "100,000 iterations without stack growth"],
  ],
  "iterators across an await": [
    ["Array", "changed between the steps"],
    ["Map", "changed between the steps"],
    ["Set", "changed between the steps"],
    ["String and typed arrays", "code points, matches, bytes"],
    ["iterator helpers", "half consumed; those of a class that extends `Iterator` cannot be stored"],
    ["generators", "half consumed"],
    ["user iterables", "whose state can be stored"],
  ],
  try: [
    ["catch", "with a pattern, without a binding, errors in the middle of an expression"],
    ["finally", "`return`, `break`, `continue` and `throw` in it override"],
    ["nested", "to any depth, in catch and finally blocks"],
    ["return await", "caught where it stands"],
    ["error identity", "rethrown, as a cause, after a restore; the language's own messages"],
  ],
  functions: [
    ["declarations, expressions and arrows", "as values, in variables and collections"],
    ["methods and accessors", "of classes and object literals"],
    ["async functions", "nested in a durable function"],
    ["durable helpers", "async functions that take a `DurableContext`"],
    ["generators", "`next`, `throw` and `return`, held across awaits"],
    ["async generators", "`next`, `throw` and `return`, held across awaits"],
    ["yield*", "to generators, iterators and async iterators"],
    ["parameters", "default, rest and destructured ones, with closures"],
    ["arguments", "in functions of every kind"],
    ["this", "in methods, arrows and plain calls"],
    ["new.target", "in functions and constructors"],
    ["private names", "`this.#x` and `#x in o` across awaits"],
    ["callbacks", "of array methods and other foreign code"],
    ["recursion", "deep, mutual, across files"],
  ],
  closures: [
    ["shared variables", "read and written by closures and the function"],
    ["closures in collections", "in Maps, Sets, objects and arrays"],
    ["closures of closures", "scopes of several levels"],
    ["identity", "shared scopes and closures stay one after a restore"],
    ["a durable function in a plain function", "it gets copies of what it captures"],
  ],
  concurrency: [
    ["promises in variables", "in arrays and Maps"],
    ["Promise combinators", "`all`, `allSettled`, `race`, `any`, nested"],
    ["tasks", "started without `await`, outliving their starter's await; rejections with no handler"],
  ],
  values: [
    ["undefined", "in every position"],
    ["primitives", "`-0`, `NaN`, bigints, lone surrogates, symbols"],
    ["objects", "frozen, sealed, null prototype, accessors, own `__proto__`"],
    ["collections", "cycles, shared references, sparse arrays, subclasses"],
    ["built-in objects", "dates, patterns, buffers, URLs, boxed primitives, errors"],
    ["classes and errors", "instances in variables and results"],
    ["references", "functions, classes and constants that are stored by name"],
    ["by value", "what crosses to services, steps and the state is copied"],
  ],
  modules: [
    ["imports", "of Node's modules, values and functions"],
    ["exports", "named, default, anonymous"],
    ["re-exports", "names, namespaces and `*`"],
    ["import.meta", "its `url`"],
    ["top-level await", "beside durable code"],
    ["live bindings", "read anew after an await"],
    ["cycles", "between files"],
    ["CommonJS", "`require` and `module.exports`"],
  ],
  TypeScript: [
    ["types", "erased: annotations, `as`, `satisfies`, `!`, generics, declarations"],
    ["enums", "at module level and inside"],
    ["namespaces", "with functions, classes and constants"],
    ["parameter properties", "in classes of the module and nested ones"],
    ["overloads", "`this` parameters, abstract classes"],
    ["decorators", "standard and older ones, on durable methods and classes, and on classes inside"],
    ["generics on arrows in `.tsx`", "`<T,>(value: T) => value`"],
    ["JSX", "stays JSX for the build; the loader needs the factory's name in a comment (`@jsx h`)"],
    ["type-only imports", "a type-only `DurableContext` marks a helper; `declare`"],
  ],
  "refused, with a diagnostic": [
    ["direct eval", "it could read and declare any variable"],
    ["with", "names would depend on an object"],
    ["not strict", 'CommonJS files without `"use strict"`: only what means the same in strict code'],
    ["steps", "the function given to `ctx.run` neither writes what it captures nor uses the context"],
    ["captures", "a durable function in a plain one gets copies, so nothing may assign them"],
    ["a class that cannot be stored", "where it lives across an await"],
    ["tasks and entities", "where they could not be found after a restart, and tasks that take a context"],
    ["clocks and randomness", "under `deterministic: true` with an interval"],
  ],
  debugging: [
    ["breakpoints and stepping", "through source maps"],
    ["stack frames", "with the author's names and lines, also after a restore"],
  ],
};

const HEADING = /^\/\/ Language: ([^|]+) \| (.+?): (.+)$/;
const NODE = /^\/\/ Node: (\d+)$/;

/** The fixtures of one folder. One without expected.json runs in no test, so it does not count as passing. */
function readFixtures(folder, stateOf) {
  const directory = join(root, folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .sort()
    .map((name) => {
      const input = readdirSync(join(directory, name)).find((file) => file.startsWith("input."));
      if (!input) throw new Error(`${folder}/${name} has no input`);
      const [first, second] = readFileSync(join(directory, name, input), "utf8").split("\n", 2);
      const [, area, row, text] = HEADING.exec(first) ?? [];
      if (!AREAS[area]?.some(([known]) => known === row))
        throw new Error(`${folder}/${name}: its first line names no row: ${first}`);
      const expected = join(directory, name, "expected.json");
      const state = existsSync(expected)
        ? stateOf(JSON.parse(readFileSync(expected, "utf8")), NODE.exec(second)?.[1])
        : "not passing";
      return { area, row, line: `[${name}](../${folder}/${name}/${input}): ${text} (${state})` };
    });
}

const fourModes = (_, node) => `four modes equal${node ? `, Node ${node} on` : ""}`;
const fixtures = [
  ...readFixtures("fixtures/language", fourModes),
  ...readFixtures("fixtures/tasks", fourModes),
  ...readFixtures("fixtures/refused", ([{ code }]) => `[${code}](errors/${code}.md)`),
];

function section([area, rows]) {
  const lines = rows.flatMap(([row, about]) => {
    const found = fixtures.filter((fixture) => fixture.area === area && fixture.row === row);
    const head = `- **${row}**: ${about}${found.length ? "" : " (no fixture)"}`;
    return [head, ...found.map(({ line }) => `  - ${line}`)];
  });
  return `## ${area[0].toUpperCase()}${area.slice(1)}\n\n${lines.join("\n")}\n`;
}

const intro = `# The language inside a durable function

Each row has small programs that run in four modes: plain under Node, compiled, freeze-dried (stored and restored at
every durable await) and killed. "Four modes equal" means that all gave the same result and the same operations when the
tests last ran. This page is written by \`npm run language\` from the fixtures' first lines.
`;

const text = await format([intro, ...Object.entries(AREAS).map(section)].join("\n"), {
  parser: "markdown",
  printWidth: 110,
});
if (!process.argv.includes("--check")) writeFileSync(page, text);
else if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
  console.error('Stale, run "npm run language": docs/language.md');
  process.exit(1);
}
