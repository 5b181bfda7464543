import { MANY_LINES, MOST_LINES, REFUSED_NAMES } from "./rules.mjs";

const lines = (text) => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);

/** Names that say nothing, and files that are too long. */
export const checkFiles = (files) =>
  files.flatMap(({ path, text }) => {
    const problems = path
      .split("/")
      .map((part) => part.split(".")[0])
      .filter((name) => REFUSED_NAMES.test(name))
      .map((name) => `${path} has "${name}" in its path\n    Name a file or folder after what it does.`);
    const count = lines(text);
    if (count > MOST_LINES)
      problems.push(`${path} has ${count} lines\n    No file has more than ${MOST_LINES}.`);
    return problems;
  });

/** Files that may be due for a split. */
export const longFiles = (files) =>
  files
    .map(({ path, text }) => ({ path, count: lines(text) }))
    .filter(({ count }) => count > MANY_LINES && count <= MOST_LINES)
    .map(({ path, count }) => `${path} has ${count} lines, more than ${MANY_LINES}`);
