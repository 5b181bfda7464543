// Imports each URL of the command line and prints what it reports, or the code of its error.
import { registerLoader } from "@perdure/plugin/loader";

registerLoader({ variants: true, perdureFrom: import.meta.url });
const reports = [];
for (const url of process.argv.slice(2)) {
  reports.push(
    await import(url).then(
      ({ report }) => report(),
      ({ code }) => ({ code }),
    ),
  );
}
console.log(JSON.stringify(reports));
