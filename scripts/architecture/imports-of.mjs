import ts from "typescript";

/** What a file imports, re-exports or loads with `import()`: `{ specifier, line }`, lines from 1. */
export const importsOf = (text) =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split("\n").length,
  }));
