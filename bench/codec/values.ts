/** What is encoded and decoded; `calls` of it are one run. */
export interface Sample {
  readonly name: string;
  readonly value: unknown;
  /** The same data as JSON can say it, where the value is none. */
  readonly json?: unknown;
  readonly calls: number;
  /** For both directions together. */
  readonly bound?: number;
}

/** The variables of a function in the middle of its work. */
const frame = {
  orderId: "order-2041",
  customer: { name: "Ada", email: "ada@example.org", vip: true },
  items: ["apples", "pears", "plums"],
  total: 129.95,
  attempt: 2,
  paid: false,
};

const line = (at: number) => ({
  id: at,
  name: `Item number ${at}`,
  price: at * 1.25,
  tags: ["new", "sale"],
  stock: at % 3 === 0,
  size: { width: at, height: at + 1 },
});

/** Some 20 KB as JSON. */
const orders = { day: "2026-01-01", lines: Array.from({ length: 165 }, (_, at) => line(at)), next: null };

const numbers = Array.from({ length: 3600 }, (_, at) => at * 3);
const fractions = Array.from({ length: 1100 }, (_, at) => Math.sin(at));
const texts = Array.from({ length: 1200 }, (_, at) => `item ${10_000 + at}`);
const records = Array.from({ length: 420 }, (_, at) => ({ id: at, name: `Item ${at}`, price: at * 1.25 }));
const flags = Array.from({ length: 3600 }, (_, at) => at % 2 === 0);

interface Section {
  readonly title: string;
  readonly sections: readonly Section[];
}
const section = (depth: number): Section => ({
  title: `Section of depth ${depth}`,
  sections: depth === 0 ? [] : [section(depth - 1), section(depth - 1)],
});
const nested = section(7);

const prices = new Map(Array.from({ length: 1000 }, (_, at) => [`product-${at}`, at * 1.25]));
const days = Array.from({ length: 500 }, (_, at) => new Date(at * 1e9));
const report = {
  title: "June",
  from: new Date(0),
  prices: new Map([...prices].slice(0, 250)),
  seen: new Set(texts.slice(0, 250)),
  counts: numbers.slice(0, 1000),
  lines: records.slice(0, 100),
};
const plainReport = { ...report, prices: [...report.prices], seen: [...report.seen] };

const text = {
  title: "Notes",
  body: Array.from({ length: 400 }, (_, at) => `${at}: a line with "text"`).join("\n"),
};

/** One address that many share, and a date in each: what JSON cannot say. Shown beside JSON's own idea of it. */
const address = { street: "Main Street 1", city: "Springfield" };
const shared = {
  lines: Array.from({ length: 110 }, (_, at) => ({ ...line(at), address, at: new Date(at * 1e9) })),
};

export const values: readonly Sample[] = [
  { name: "a frame of 6 variables", value: frame, calls: 1000 },
  { name: "20 KB of objects", value: orders, calls: 20 },
  { name: "20 KB of numbers", value: numbers, calls: 20 },
  { name: "20 KB of fractions", value: fractions, calls: 20 },
  { name: "20 KB of flags", value: flags, calls: 20, bound: Infinity }, // about 3
  { name: "20 KB of short texts", value: texts, calls: 20 },
  { name: "20 KB of small records", value: records, calls: 20 },
  // what else an array may have costs more to ask than two elements to write
  { name: "20 KB of nested small arrays", value: nested, calls: 20, bound: Infinity },
  { name: "20 KB of text", value: text, calls: 100 },
  // beside JSON of what is no JSON
  { name: "20 KB of a Map of prices", value: prices, json: [...prices], calls: 20 },
  { name: "20 KB of dates", value: days, calls: 20 },
  { name: "20 KB of many sorts", value: report, json: plainReport, calls: 20 },
  { name: "20 KB with dates and sharing", value: shared, calls: 20, bound: Infinity },
];
