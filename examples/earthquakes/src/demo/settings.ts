/** Pages of 100 quakes, and from which magnitude on a quake counts as strong. */
export const PAGES = 18;
export const STRONG_FROM = 4.2;
export const EXECUTION = "report";
export const LEAST_KILLS = 20;
export const MOST_KILLS = 30;
/** A worker lives this long after it has taken the execution over. */
export const SHORTEST_LIFE_MS = 60;
export const LONGEST_LIFE_MS = 260;
export const LATENCY_MS = 10;
/** The whole demo gives up after this. */
export const DEADLINE_MS = 55_000;
