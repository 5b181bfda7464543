/** A block of TypeScript on a page, as a module of its own. */
export interface CodeBlock {
  /** A file name beside those of the page's other blocks. */
  readonly file: string;
  readonly code: string;
  /** Where the code begins on the page, from 1, and in `code`. */
  readonly line: number;
  readonly codeLine: number;
}

/** What the body of a durable function may use without importing it. */
const AT_HAND = `import { CancelledError, InterruptedError, NonRetryableError, ServiceError, TimeoutError, durable } from "perdure";`;

const BLOCK = /^```ts\n(.*?)^```$/gms;
const NAMED = /^\/\/ ([\w-]+\.ts)$/m;
const EXPORTED = /^export (?:const|class|interface|(?:async )?function) (\w+)/gm;

/**
 * The blocks of a page. One that imports something is a module, named by a first line such as `// shop.ts`. Any other
 * is the body of a durable function, with `AT_HAND` and what the page's named modules export.
 */
export function codeBlocks(page: string): CodeBlock[] {
  const found = [...page.matchAll(BLOCK)].map((match) => ({
    text: match[1]!,
    line: page.slice(0, match.index).split("\n").length + 1,
  }));
  const imports = found.flatMap(({ text }) => {
    const name = nameOf(text);
    const names = [...text.matchAll(EXPORTED)].map((match) => match[1]!);
    return name && names.length > 0
      ? [`import { ${names.join(", ")} } from "./${name.replace(/ts$/, "js")}";`]
      : [];
  });
  const head = [AT_HAND, ...imports, 'export default durable.flow({ name: "block" }, async (ctx) => {'];
  return found.map(({ text, line }, index) =>
    isModule(text)
      ? { file: nameOf(text) ?? `block-${index + 1}.ts`, code: text, line, codeLine: 1 }
      : {
          file: `block-${index + 1}.ts`,
          code: `${head.join("\n")}\n${text}});\n`,
          line,
          codeLine: head.length + 1,
        },
  );
}

const isModule = (text: string): boolean => /^(?:import|export) /m.test(text);

const nameOf = (text: string): string | undefined =>
  isModule(text) ? NAMED.exec(text.split("\n")[0]!)?.[1] : undefined;
