/** Replaces a range of the source; `start` and `end` are offsets in it. */
export interface FixEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A change that makes a diagnostic go away. All edits belong together; none overlaps another. */
export interface Fix {
  /** What it does, for a menu: `Write "await" before the call`. */
  readonly title: string;
  readonly edits: readonly FixEdit[];
}

/** The source with a fix made. */
export function applyFix(source: string, { edits }: Fix): string {
  let text = source;
  for (const edit of [...edits].sort((a, b) => b.start - a.start || b.end - a.end))
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return text;
}
