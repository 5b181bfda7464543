import type { BlockId } from "../ir/ir.js";
import type { Mention } from "./mentions.js";

/**
 * Variables, those apart that have another life in each block: every read comes after a write in its block. The
 * compiler's own are used for many awaits.
 */
export class Webs {
  /** The mentions of each life. */
  readonly mentions = new Map<string, Mention[]>();
  readonly #inBlocks = new Set<string>();

  constructor(mentions: ReadonlyMap<string, Mention[]>) {
    for (const [name, all] of mentions) {
      if (!isInBlocks(all)) {
        this.mentions.set(name, all);
        continue;
      }
      this.#inBlocks.add(name);
      for (const mention of all) {
        const key = keyOf(name, mention.block.id);
        const known = this.mentions.get(key);
        if (known) known.push(mention);
        else this.mentions.set(key, [mention]);
      }
    }
  }

  /** The life that a variable has in a block. */
  at(name: string, block: BlockId): string {
    return this.#inBlocks.has(name) ? keyOf(name, block) : name;
  }
}

const keyOf = (name: string, block: BlockId): string => `${name}@${block}`;

/** Writes in expressions and statements may not happen. */
function isInBlocks(mentions: readonly Mention[]): boolean {
  const written = new Set<BlockId>();
  for (const { node, block } of mentions) {
    if (node === null) written.add(block.id);
    else if (!written.has(block.id)) return false;
  }
  return true;
}
