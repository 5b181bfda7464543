// `npm run bench -- NAME...`: the benches of these names, else all. Ends with 1 where a bound is broken.
const NAMES = ["compile", "cpu", "suspension", "resume-cost"];

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !NAMES.includes(name));
if (unknown !== undefined) throw new RangeError(`There is no bench ${unknown}: ${NAMES.join(", ")}`);
for (const name of chosen.length > 0 ? chosen : NAMES) await import(`./${name}.js`);
