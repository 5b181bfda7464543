// What compiling costs: beside Babel's parser and printer on the same file, and beside a look for a word
// where a file holds nothing durable. Both are measured in turn, file by file, in one process, by processor time.
import { generate } from "@babel/generator";
import { parse, type ParserOptions } from "@babel/parser";
import { compile } from "@perdure/compiler";
import { corpus, type CorpusFile } from "./compile/corpus.js";
import { report, type Ratio } from "./measure/bound.js";
import { inTurn } from "./measure/in-turn.js";

const ROUNDS = 25;
/** Compiling may cost this much of parsing and printing. */
const BOUND = 3;
/** Leaving a file alone may cost this much of two looks into its text: one call more, on so short a time. */
const UNTOUCHED_BOUND = 1.5;

/** The syntax that compile() reads in a file of TypeScript. */
const OPTIONS: ParserOptions = {
  sourceType: "module",
  plugins: ["decorators", "explicitResourceManagement", "decoratorAutoAccessors", "typescript"],
};

/** To code and a source map, as compile() gives them. */
const babel = ({ name, source }: CorpusFile): unknown =>
  generate(parse(source, OPTIONS), { sourceMaps: true, sourceFileName: name }).map;

function compileFile({ name, source }: CorpusFile): void {
  const { diagnostics } = compile(source, { filename: name, packageName: "bench", packagePath: name });
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (error) throw new Error(`${name}:${error.line} ${error.code} ${error.message}`);
}

const ratios = [...corpus()].map(([name, files]): Ratio => {
  const [native, ours] = inTurn(ROUNDS, files, [babel, compileFile]) as [number, number];
  return { name: `${name} (${files.length})`, native, ours, unit: "ms", bound: BOUND };
});
report("compile() beside Babel's parse and print", ratios);

const foreign: CorpusFile = { name: "foreign.ts", source: "export const answer = 42;\n".repeat(4000) };
const TIMES = 1000;
const repeat = (run: (file: CorpusFile) => unknown) => (file: CorpusFile) => {
  for (let n = 0; n < TIMES; n++) run(file);
};
const search = ({ source }: CorpusFile): boolean =>
  source.includes("perdure") || source.includes("use durable");
const [look, leave] = inTurn(ROUNDS, [foreign], [repeat(search), repeat(compileFile)]) as [number, number];
report(`compile() of ${foreign.source.length >> 10} KB without durable code beside two searches`, [
  { name: "untouched file", native: look, ours: leave, unit: "us", bound: UNTOUCHED_BOUND },
]);
