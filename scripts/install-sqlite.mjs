// Installs the native part of better-sqlite3: its prebuilt binary, or a build against the headers of the running
// Node where there is no binary to be had. Its own install script looks for headers on the network only.
// It is an optional dependency: where it cannot be had, and Node brings a SQLite of its own, that one is used.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

function packageFolder() {
  try {
    return dirname(require.resolve("better-sqlite3/package.json"));
  } catch {
    return undefined;
  }
}

function works(folder) {
  try {
    execFileSync(process.execPath, ["-e", 'new (require("better-sqlite3"))(":memory:").close()'], {
      cwd: folder,
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

function install(folder) {
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, "include/node/node_version.h"))
    ? { npm_config_nodedir: prefix }
    : {};
  execFileSync("npm", ["run", "--silent", "install"], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...headers, ...process.env },
  });
  if (!works(folder)) throw new Error("better-sqlite3 was installed, but it does not load");
}

try {
  const folder = packageFolder();
  if (!folder) throw new Error("better-sqlite3 is not installed");
  if (!works(folder)) install(folder);
} catch (error) {
  if (!process.getBuiltinModule?.("node:sqlite")) throw error;
  console.warn(`${error.message}: stores will use node:sqlite.`);
}
