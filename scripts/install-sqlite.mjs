// Installs the native part of better-sqlite3: its prebuilt binary, or a build against the headers of the running
// Node where there is no binary to be had. Its own install script looks for headers on the network only.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("better-sqlite3/package.json"));

function works() {
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

const prefix = dirname(dirname(process.execPath));
const headers = existsSync(join(prefix, "include/node/node_version.h")) ? { npm_config_nodedir: prefix } : {};

if (!works()) {
  execFileSync("npm", ["run", "--silent", "install"], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...headers, ...process.env },
  });
  if (!works()) throw new Error("better-sqlite3 was installed, but it does not load");
}
