// Turns the Markdown entries under messages/ into typed functions for each package and a docs page for each code.
// An entry: "## PD1001 unsupported-construct (error)", the message as a quote with %placeholders%,
// a paragraph that says why, and one that begins with "What to do: ". `--check` fails where the output is stale.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes("--check");
const HEADING = /^## (PD\d{4}) ([a-z][a-z0-9-]*) \((error|warning|note)\)$/;

const camel = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const placeholders = (text) => [...new Set([...text.matchAll(/%([a-zA-Z]+)%/g)].map((match) => match[1]))];
const template = (text) =>
  "`" + text.replace(/[`\\$]/g, "\\$&").replace(/%([a-zA-Z]+)%/g, "${parameters.$1}") + "`";

function parseEntries(area, file, text) {
  return text
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith("## "))
    .map((part) => {
      const [heading, ...lines] = part.trimEnd().split("\n");
      const match = HEADING.exec(heading);
      if (!match) throw new Error(`messages/${area}/${file}: not an entry heading: ${heading}`);
      const [, code, name, severity] = match;
      const message = lines
        .filter((line) => line.startsWith(">"))
        .map((line) => line.slice(1).trim())
        .join(" ");
      const paragraphs = lines
        .filter((line) => !line.startsWith(">"))
        .join("\n")
        .trim()
        .split(/\n\s*\n/);
      const actions = paragraphs.filter((paragraph) => paragraph.startsWith("What to do: "));
      if (!message || actions.length !== 1) {
        throw new Error(
          `messages/${area}/${file}: ${code} needs a quoted message and one "What to do: " paragraph`,
        );
      }
      const join = (list) => list.map((paragraph) => paragraph.replace(/\s*\n\s*/g, " ")).join("\n\n");
      const why = join(paragraphs.filter((paragraph) => !paragraph.startsWith("What to do: ")));
      return { area, code, name, severity, message, why, action: join(actions).slice("What to do: ".length) };
    });
}

function typescript(entries) {
  const functions = entries.map((entry) => {
    const names = placeholders(`${entry.message} ${entry.why} ${entry.action}`);
    const parameter = names.length
      ? `parameters: { ${names.map((name) => `${name}: string`).join("; ")} }`
      : "";
    return `/** ${entry.message.replace(/\*\//g, "* /")} */
export const ${camel(entry.name)} = (${parameter}): Message => ({
  code: "${entry.code}", severity: "${entry.severity}",
  message: ${template(entry.message)},
  why: ${template(entry.why)},
  action: ${template(entry.action)},
});`;
  });
  return `// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
${functions.join("\n\n")}\n`;
}

const page = (entry) =>
  `# ${entry.code}: ${entry.name.replaceAll("-", " ")}\n\n` +
  `*${entry.severity}, from the ${entry.area}*\n\n> ${entry.message}\n\n${entry.why}\n\n**What to do:** ${entry.action}\n`;

const outputs = new Map();
const seen = new Map();
for (const area of readdirSync(join(root, "messages")).sort()) {
  const entries = readdirSync(join(root, "messages", area))
    .sort()
    .flatMap((file) => parseEntries(area, file, readFileSync(join(root, "messages", area, file), "utf8")))
    .sort((a, b) => a.code.localeCompare(b.code));
  for (const entry of entries) {
    for (const key of [entry.code, `${area}/${entry.name}`]) {
      if (seen.has(key))
        throw new Error(`${key} is used twice: ${seen.get(key)} and ${entry.code} ${entry.name}`);
      seen.set(key, `${entry.code} ${entry.name}`);
    }
    outputs.set(
      `docs/errors/${entry.code}.md`,
      await format(page(entry), { parser: "markdown", printWidth: 110 }),
    );
  }
  const code = await format(typescript(entries), { parser: "typescript", printWidth: 110 });
  outputs.set(`packages/${area}/src/generated/messages.ts`, code);
}

const stale = [...outputs].filter(([path, text]) => {
  try {
    return readFileSync(join(root, path), "utf8") !== text;
  } catch {
    return true;
  }
});
if (check && stale.length) {
  console.error(`Stale, run "npm run messages": ${stale.map(([path]) => path).join(", ")}`);
  process.exit(1);
}
if (!check) {
  rmSync(join(root, "docs/errors"), { recursive: true, force: true });
  for (const [path, text] of outputs) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
