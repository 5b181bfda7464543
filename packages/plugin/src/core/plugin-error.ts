import type { Message } from "../generated/messages.js";

/** A plugin that is set up wrongly. `code` is a stable "PD30.." code. */
export class PluginError extends Error {
  override readonly name = "PluginError";
  readonly code: string;

  constructor({ code, message, why, action }: Message) {
    super(`${code}: ${message}\n${why}\nWhat to do: ${action}`);
    this.code = code;
    this.stack = `${this.name}: ${this.message}`;
  }
}
