/** An earthquake as the catalogue lists it. */
export interface Quake {
  readonly id: string;
  readonly place: string;
  readonly magnitude: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly depthKm: number;
}

/** What the report says of a strong one. */
export interface StrongQuake {
  readonly id: string;
  readonly place: string;
  readonly magnitude: number;
  readonly region: string;
  readonly aftershocks: number;
}

export interface Report {
  readonly listed: number;
  readonly strong: readonly StrongQuake[];
  readonly unplaced: readonly string[];
  readonly perRegion: Readonly<Record<string, number>>;
}
