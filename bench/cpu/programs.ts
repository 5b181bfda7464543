/**
 * CPU-heavy durable functions, each with an await that is rarely or never reached. `scale` is so chosen that
 * the uncompiled program runs for some 50 ms. Each returns what it computed, so that nothing is optimised away.
 */
type Program = (scale: number) => Promise<unknown>;

const rest = (): Promise<number> => Promise.resolve(1);

async function numericLoops(scale: number) {
  "use durable";
  const size = 160;
  const a = new Float64Array(size * size).fill(1.5);
  const b = new Float64Array(size * size).fill(0.5);
  const c = new Float64Array(size * size);
  for (let round = 0; round < scale; round++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += a[i * size + k]! * b[k * size + j]!;
        c[i * size + j] = sum + round;
      }
    }
  }
  await rest();
  return c[0]! + c[size * size - 1]!;
}

async function integerLoop(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale * 4_000_000; i++) sum = (sum + i * 7) | 0;
  await rest();
  return sum;
}

async function objectReads(scale: number) {
  "use durable";
  const orders = Array.from({ length: 1000 }, (_, id) => ({ id, price: { net: id * 1.5, tax: 0.2 } }));
  let total = 0;
  for (let round = 0; round < scale * 3000; round++) {
    for (let i = 0; i < orders.length; i++) {
      const { price } = orders[i]!;
      total += price.net * (1 + price.tax);
    }
  }
  await rest();
  return total;
}

async function capturedVariable(scale: number) {
  "use durable";
  const values = Array.from({ length: 1000 }, (_, index) => index);
  let total = 0;
  for (let round = 0; round < scale * 3000; round++) {
    values.forEach((value) => {
      total += value & 3;
    });
  }
  await rest();
  return total;
}

async function capturedInLoop(scale: number) {
  "use durable";
  let total = 0;
  const add = (value: number) => {
    total += value;
  };
  for (let i = 0; i < scale * 4_000_000; i++) {
    if (i % 3 === 0) add(i);
    else total -= 1;
  }
  await rest();
  return total;
}

async function strings(scale: number) {
  "use durable";
  let length = 0;
  for (let round = 0; round < scale * 10; round++) {
    let text = "";
    for (let i = 0; i < 20_000; i++) text += `${i % 10},`;
    length += text.split(",").length;
  }
  await rest();
  return length;
}

async function tryInside(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale * 4_000_000; i++) {
    try {
      sum += i & 7;
      if (sum < 0) throw new Error("negative");
    } catch {
      sum = 0;
    }
  }
  await rest();
  return sum;
}

async function tryAround(scale: number) {
  "use durable";
  let sum = 0;
  try {
    for (let i = 0; i < scale * 4_000_000; i++) sum = (sum + i * 7) | 0;
    await rest();
  } finally {
    sum++;
  }
  return sum;
}

async function rareAwait(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale * 4_000_000; i++) {
    if (i % 100_000 === 0) sum += await rest();
    sum = (sum + i * 7) | 0;
  }
  return sum;
}

async function rareAwaitInTry(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale * 4_000_000; i++) {
    try {
      if (i % 100_000 === 0) sum += await rest();
      sum = (sum + i * 7) | 0;
    } catch {
      sum = 0;
    }
  }
  return sum;
}

async function rareAwaitInNest(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale * 2000; i++) {
    for (let j = 0; j < 2000; j++) {
      if ((i * 2000 + j) % 100_000 === 0) sum += await rest();
      sum = (sum + i * j) | 0;
    }
  }
  return sum;
}

async function rareAwaitInForOf(scale: number) {
  "use durable";
  const values = Array.from({ length: 100_000 }, (_, index) => index);
  let sum = 0;
  for (let round = 0; round < scale * 10; round++) {
    for (const value of values) {
      if (value === 50_000) sum += await rest();
      sum = (sum + value * 7) | 0;
    }
  }
  return sum;
}

async function rareAwaitWithClosure(scale: number) {
  "use durable";
  let sum = 0;
  for (let i = 0; i < scale * 300_000; i++) {
    const add = (value: number) => value + i;
    if (i % 100_000 === 0) sum += await rest();
    sum = (sum + add(i)) | 0;
  }
  return sum;
}

async function keptClosures(scale: number) {
  "use durable";
  const kept: ((value: number) => number)[] = [];
  let sum = 0;
  for (let i = 0; i < scale * 300_000; i++) {
    kept[i % 1000] = (value) => value + i;
    if (i % 100_000 === 0) sum += await rest();
  }
  for (const add of kept) sum += add(1);
  return sum;
}

async function keptClosuresOfTwoScopes(scale: number) {
  "use durable";
  const kept: ((value: number) => number)[] = [];
  let sum = 0;
  for (let i = 0; i < scale * 300_000; i++) {
    const twice = i * 2;
    kept[i % 1000] = (value) => value + i + twice;
    if (i % 100_000 === 0) sum += await rest();
  }
  for (const add of kept) sum += add(1);
  return sum;
}

async function rareAwaitOnObjects(scale: number) {
  "use durable";
  const point = { x: 1, y: 2, moves: 0 };
  const steps = [
    { dx: 1, dy: -1 },
    { dx: -2, dy: 3 },
  ];
  for (let i = 0; i < scale * 2_000_000; i++) {
    const { dx, dy } = steps[i & 1]!;
    if (i % 100_000 === 0) point.moves += await rest();
    switch ((point.x + i) % 3) {
      case 0:
        point.x += dx;
        break;
      case 1:
        point.y += dy;
        break;
      default:
        point.moves++;
    }
  }
  return point;
}

export const programs: Readonly<Record<string, Program>> = {
  "nested numeric loops": numericLoops,
  "integer loop": integerLoop,
  "object reads": objectReads,
  "callback writes captured variable": capturedVariable,
  "loop writes captured variable": capturedInLoop,
  "string building": strings,
  "try inside a loop": tryInside,
  "try around a loop": tryAround,
  "rare await": rareAwait,
  "rare await in try": rareAwaitInTry,
  "rare await in nested loops": rareAwaitInNest,
  "rare await in for-of": rareAwaitInForOf,
  "rare await, closure per iteration": rareAwaitWithClosure,
  "rare await, closures that are kept": keptClosures,
  "rare await, closures of two scopes": keptClosuresOfTwoScopes,
  "rare await, objects and switch": rareAwaitOnObjects,
};
