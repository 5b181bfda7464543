// `npm run bench -- NAME...`: the benches of these names, else all. Ends with 1 where a bound is broken.
const NAMES = ["compile", "cpu", "suspension", "codec", "engine", "snapshots"];
/** Only by name: it takes minutes, and two gigabytes of disk. */
const SLOW = ["engine-million"];

const chosen = process.argv.slice(2);
const known = [...NAMES, ...SLOW];
const unknown = chosen.find((name) => !known.includes(name));
if (unknown !== undefined) throw new RangeError(`There is no bench ${unknown}: ${known.join(", ")}`);
for (const name of chosen.length > 0 ? chosen : NAMES) await import(`./${name}.js`);
