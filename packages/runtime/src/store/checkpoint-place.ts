/** A checkpoint's place, written once for each machine version, so that the tables can be read by people. */
export interface CheckpointPlace {
  readonly machineId: string;
  readonly hash: string;
  readonly key: string;
  readonly file: string;
  readonly line: number;
  readonly source: string;
}
