import { nativeTargets, successors, type BlockId, type MachineIr } from "../ir/ir.js";

/** Drops blocks and regions that nothing leads to. */
export function removeUnreachable(ir: MachineIr): void {
  const reached = new Set<BlockId>();
  const waiting = [ir.entry];
  while (waiting.length) {
    const id = waiting.pop()!;
    if (reached.has(id)) continue;
    reached.add(id);
    const block = ir.blocks.get(id)!;
    waiting.push(...successors(block.terminator), ...nativeTargets(block));
    const region = ir.regions.get(block.region);
    if (region) waiting.push(region.handler);
  }
  for (const id of ir.blocks.keys()) if (!reached.has(id)) ir.blocks.delete(id);
  const used = new Set([...ir.blocks.values()].map(({ region }) => region));
  for (const { id, parent } of [...ir.regions.values()].reverse()) {
    if (used.has(id)) used.add(parent);
    else ir.regions.delete(id);
  }
}
