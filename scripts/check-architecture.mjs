// Who may import whom, how long files are and what they may be called: the rules stand in architecture/rules.mjs.
// `node scripts/check-architecture.mjs [root]` prints each violation and ends with 1 where there is one.
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { checkFiles, longFiles } from "./architecture/check-files.mjs";
import { checkFolders } from "./architecture/check-folders.mjs";
import { checkPackages } from "./architecture/check-packages.mjs";
import { sourceFiles } from "./architecture/source-files.mjs";

const root = resolve(process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url))));
const files = sourceFiles(root);
const problems = [...checkPackages(root, files), ...checkFolders(files), ...checkFiles(files)];

for (const note of longFiles(files)) console.log(`note: ${note}`);
for (const problem of problems) console.error(problem);
console.log(`architecture: ${files.length} files, ${problems.length} violations`);
if (files.length === 0 || problems.length > 0) process.exit(1);
