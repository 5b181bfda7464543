import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";

export function writeProgress(db: Database): (execution: Seq, progress: string | null) => void {
  const update = db.prepare<[string | null, Seq]>("update execution set progress = ? where seq = ?");
  return (execution, progress) => void update.run(progress, execution);
}
