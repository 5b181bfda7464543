// What a commit of a large state costs: time for the encoder and the store, and bytes handed to the store.
for (const workload of ["growing-list", "one-of-many", "small-frame"])
  await import(`./snapshots/${workload}.js`);
