#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { serveCommand } from "./serve.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const program = new Command("perdure")
  .description("Plain async functions that survive a crash and go on in the middle.")
  .version(version)
  .showHelpAfterError("(perdure --help lists the commands)")
  .exitOverride()
  .addCommand(serveCommand());

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong by itself.
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
