/** What is encoded and decoded; `calls` of it are one run. */
export interface Sample {
  readonly name: string;
  readonly value: unknown;
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
  // an element's attributes cost more than its few digits
  { name: "20 KB of numbers", value: numbers, calls: 20, bound: 6 },
  { name: "20 KB of text", value: text, calls: 100 },
  { name: "20 KB with dates and sharing", value: shared, calls: 20, bound: Infinity },
];
