// What an await costs of a value that is no promise is one of the questions.
/* oxlint-disable typescript/await-thenable, unicorn/no-unnecessary-await */
/** Durable helpers that wait `scale` times for something settled, run in memory. */
type Program = (scale: number) => Promise<number>;

async function value(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale; i++) sum += (await 1) as number;
  return sum;
}

async function settledPromise(scale: number) {
  "use durable";
  const one = Promise.resolve(1);
  let sum = 0;
  for (let i = 0; i < scale; i++) sum += await one;
  return sum;
}

async function foreignFunction(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale; i++) sum += await foreign(i);
  return sum;
}

const foreign = async (value: number): Promise<number> => value & 1;

async function helper(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale; i++) sum += await inner(i);
  return sum;
}

async function inner(value: number): Promise<number> {
  "use durable";
  return (await value) & 1;
}

async function tryFinally(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale; i++) {
    try {
      if ((await i) % 5 === 0) throw new Error("five");
      sum++;
    } catch {
      sum--;
    } finally {
      await undefined;
    }
  }
  return sum;
}

async function closures(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale; i++) {
    const add = (value: number) => value + i;
    sum = add((await sum) & 7);
  }
  return sum;
}

async function deep(scale: number): Promise<number> {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale / 20; i++) sum += await down(20);
  return sum;
}

async function down(depth: number): Promise<number> {
  "use durable";
  return depth === 0 ? 1 : (await down(depth - 1)) + 1;
}

export const programs: Readonly<Record<string, Program>> = {
  "await of a value": value,
  "await of a settled promise": settledPromise,
  "await of a foreign async function": foreignFunction,
  "await of a durable helper": helper,
  "try, catch and finally": tryFinally,
  "closure per iteration": closures,
  "recursion 20 deep": deep,
};
