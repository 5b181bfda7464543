// Who may import whom. A name is a folder under packages/runtime/src, or one file in it.

/** Of our own packages, what each may import. */
export const PACKAGES = {
  compiler: { ours: [], never: ["typescript", "ts-morph"], node: ["crypto", "path"] },
  runtime: { ours: [], never: ["@babel/", "typescript", "ts-morph", "vite"] },
  plugin: { ours: ["@perdure/compiler"] },
  testing: { ours: ["perdure", "@perdure/plugin"] },
  server: { ours: ["perdure"] },
  cli: { ours: ["perdure", "@perdure/server"] },
};

/** The folders of `perdure`, each with what it may import beside itself. */
export const RUNTIME_FOLDERS = {
  generated: [],
  errors: ["generated"],
  options: ["errors", "generated"],
  machine: ["errors", "generated"],
  frames: ["machine", "errors", "generated"],
  generators: ["machine", "frames", "errors", "generated", "execution/run-in-memory.ts"],
  promises: ["machine", "errors", "generated"],
  objects: ["machine", "options", "errors", "generated"],
  snapshot: [
    "machine",
    "frames",
    "generators",
    "promises",
    "objects",
    "options/object-options.ts",
    "errors",
    "generated",
  ],
  store: ["options", "errors", "generated"],
  operations: ["promises", "options", "errors", "generated"],
  services: ["operations", "machine", "objects", "options", "errors", "generated"],
  execution: [
    "machine",
    "frames",
    "generators",
    "promises",
    "snapshot",
    "operations",
    "options",
    "errors",
    "generated",
    "objects",
    "store/store.ts",
    "api/durable-context.ts",
    "api/stub-types.ts",
  ],
  engine: [
    "execution",
    "frames",
    "machine",
    "promises",
    "snapshot",
    "operations",
    "options",
    "services",
    "objects",
    "telemetry",
    "api",
    "errors",
    "generated",
    "store/store.ts",
    "store/store-error.ts",
  ],
  telemetry: ["engine", "operations", "promises", "store/store.ts", "errors", "generated"],
  api: [
    "engine",
    "execution",
    "machine",
    "objects",
    "operations",
    "options",
    "services",
    "errors",
    "generated",
    "store/store.ts",
  ],
};

/** Single imports beyond the table, each with its reason. */
export const EXCEPTIONS = [
  { from: "engine/engine.ts", to: "store/sqlite/open-sqlite-store.ts", why: "opens the default store" },
  { from: "engine/engine.ts", to: "store/codec/codec-store.ts", why: "puts the codec before the store" },
  { from: "engine/options.ts", to: "store/codec/codec.ts", why: "what the option `codec` is" },
  { from: "api/worker.ts", to: "store/remote/check-endpoint.ts", why: "a worker's store is its coordinator" },
  {
    from: "api/worker.ts",
    to: "store/remote/open-remote-store.ts",
    why: "a worker's store is its coordinator",
  },
  { from: "machine/start.ts", to: "execution/run-in-memory.ts", why: "a call outside a turn runs in memory" },
  {
    from: "machine/start.ts",
    to: "generators/new-generator.ts",
    why: "a call of a generator function gives one",
  },
  {
    from: "machine/function-object.ts",
    to: "generators/async-prototype.ts",
    why: "what its functions inherit from",
  },
  {
    from: "machine/function-object.ts",
    to: "generators/prototype.ts",
    why: "what its functions inherit from",
  },
  { from: "machine/function-object.ts", to: "generators/new-generator.ts", why: "its functions' prototype" },
];

/** Files that only gather what a package's entry point offers. They may re-export from every folder. */
export const ENTRY_POINTS = ["index.ts", "engine/index.ts", "machine/index.ts"];

export const MOST_PRODUCTION_DEPENDENCIES = 5;
export const MOST_LINES = 500;
export const MANY_LINES = 300;
export const REFUSED_NAMES = /^(?:utils?|helpers|misc|common)$/i;
