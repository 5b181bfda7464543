// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
/** "%url%" asks for the variant "%value%", which does not exist. */
export const unknownVariant = (parameters: { url: string; value: string }): Message => ({
  code: "PD3001",
  severity: "error",
  message: `"${parameters.url}" asks for the variant "${parameters.value}", which does not exist.`,
  why: `The query \`?perdure=\` chooses between two ways to load a file.`,
  action: `Write \`?perdure=plain\` (types stripped only) or \`?perdure=compiled\`.`,
});

/** %place% holds JSX, and the file does not say which calls it becomes. */
export const jsxNeedsBuild = (parameters: { place: string }): Message => ({
  code: "PD3002",
  severity: "error",
  message: `${parameters.place} holds JSX, and the file does not say which calls it becomes.`,
  why: `That is the choice of a framework, which its build knows. The loader knows only what a comment in the file names.`,
  action: `Write the factory at the top of the file (\`/** @jsx h */\`, for fragments also \`@jsxFrag Fragment\`), or build with Vite or \`tspc\` instead of the loader.`,
});

/** %place% holds a decorator, and TypeScript is not installed. */
export const decoratorsNeedBuild = (parameters: { place: string }): Message => ({
  code: "PD3003",
  severity: "error",
  message: `${parameters.place} holds a decorator, and TypeScript is not installed.`,
  why: `No version of Node runs decorators yet. The loader has TypeScript write them for Node, where it finds it.`,
  action: `Install \`typescript\`, or build with \`tspc\` and run its output.`,
});

/** %problem% */
export const syntaxError = (parameters: { problem: string }): Message => ({
  code: "PD3004",
  severity: "error",
  message: `${parameters.problem}`,
  why: `The file is not valid TypeScript, so it cannot be loaded.`,
  action: `Mend the syntax at the marked place.`,
});

/** The plugin "@perdure/plugin/tsc" is set up without `"transformProgram": true`. */
export const notAProgramTransformer = (): Message => ({
  code: "PD3010",
  severity: "error",
  message: `The plugin "@perdure/plugin/tsc" is set up without \`"transformProgram": true\`.`,
  why: `TypeScript would call it once a file, too late to take part in its program, and nothing would be compiled.`,
  action: `Write \`{ "transform": "@perdure/plugin/tsc", "transformProgram": true }\` under \`compilerOptions.plugins\` in tsconfig.json, and build with \`tspc\`.`,
});
