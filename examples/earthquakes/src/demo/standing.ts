import { openDatabase } from "../service/open-database.js";

/** Where the execution stands, as the store's tables show it to anyone. */
export interface Standing {
  /** Raised each time that an engine takes the execution over. */
  readonly epoch: number;
  readonly status: string;
  /** The operation it waits for. */
  readonly operation: number;
  readonly frames: readonly { readonly place: string; readonly source: string; readonly variables: string }[];
}

interface Row {
  readonly place: string;
  readonly source: string;
  readonly variable: string;
  readonly value: string | number | null;
}

const SHOWN_LENGTH = 60;

export function readStanding(storeFile: string, id: string): Standing | undefined {
  const database = openDatabase(storeFile, { readOnly: true });
  try {
    const execution = database
      .prepare("select epoch, status, operation from execution where id = ?")
      .get(id) as Omit<Standing, "frames"> | undefined;
    const rows = database
      .prepare("select * from waiting where execution = ? and variable is not null")
      .all(id) as Row[];
    return execution && { ...execution, frames: framesOf(rows) };
  } finally {
    database.close();
  }
}

function framesOf(rows: readonly Row[]): Standing["frames"] {
  const frames = new Map<string, { place: string; source: string; variables: string }>();
  for (const { place, source, variable, value } of rows) {
    const frame = frames.get(place) ?? { place, source, variables: "" };
    frames.set(place, frame);
    if (variable === "ctx" || variable.startsWith("$")) continue;
    const full = String(value);
    // A value that a frame further in holds too stands there in full.
    if (full.startsWith('{"$":"same"')) continue;
    const text = full.length > SHOWN_LENGTH ? `${full.slice(0, SHOWN_LENGTH)}...` : full;
    frame.variables += `${frame.variables ? "  " : ""}${variable} = ${text}`;
  }
  return [...frames.values()];
}
