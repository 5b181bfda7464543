import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Quake } from "../flow/quake.js";

interface Feature {
  readonly id: string;
  readonly properties: { readonly mag: number; readonly place: string };
  readonly geometry: { readonly coordinates: readonly [number, number, number] };
}

/** A week of earthquakes in February 2018, as the package `vega-datasets` ships them. */
export function readCatalogue(): Quake[] {
  const main = createRequire(import.meta.url).resolve("vega-datasets");
  const file = join(dirname(main), "..", "data", "earthquakes.json");
  const { features } = JSON.parse(readFileSync(file, "utf8")) as { readonly features: readonly Feature[] };
  return features.map(({ id, properties, geometry }) => {
    const [longitude, latitude, depthKm] = geometry.coordinates;
    return { id, place: properties.place, magnitude: properties.mag, latitude, longitude, depthKm };
  });
}

/** The great-circle distance in kilometres (haversine). */
export function distanceKm(a: Position, b: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const sine = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const cosines = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  const square = sine(b.latitude - a.latitude) + cosines * sine(b.longitude - a.longitude);
  return 2 * 6371 * Math.asin(Math.sqrt(square));
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** A rough region, or null: some places in the sea belong to none. */
export function regionOf(quakes: readonly Quake[], position: Position): string | null {
  const nearest = quakes.find((quake) => distanceKm(quake, position) < 1);
  const region = nearest?.place.split(", ")[1];
  return region ?? null;
}
