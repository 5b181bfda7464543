import { Command, Option } from "commander";
import { startCoordinator } from "@perdure/server";
import { readBytes, readDuration, readPort } from "./option-values.js";
import { storeFile } from "./store-file.js";
import { readToken } from "./token.js";

interface ServeOptions {
  readonly store: string;
  readonly port: number;
  readonly host: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly allowHost?: readonly string[];
  readonly corsOrigin?: readonly string[];
  readonly maxBody?: number;
  readonly lease?: number;
  readonly durability: "full" | "normal";
}

/** `perdure serve` */
export const serveCommand = (): Command =>
  new Command("serve")
    .description("Serve a store to workers and clients over HTTP.")
    .option("--store <url>", "where executions live: sqlite:<path>", "sqlite:./perdure.db")
    .option("--port <number>", "0 takes a free one", readPort, 8080)
    .option("--host <address>", "what to listen on; others than this machine's own need a token", "127.0.0.1")
    .addOption(new Option("--token <token>", "what workers and clients have to show").env("PERDURE_TOKEN"))
    .option("--token-file <path>", "a file that holds the token")
    .option("--allow-host <name...>", "names under which it answers, beside localhost and addresses")
    .option("--cors-origin <origin...>", "pages whose scripts may call it, such as https://app.example")
    .option("--max-body <size>", 'the longest request: bytes, or "64MiB"', readBytes)
    .option(
      "--lease <duration>",
      'how long a silent worker counts as alive: milliseconds, or "10s"',
      readDuration,
    )
    .addOption(
      new Option("--durability <level>", "whether commits survive a loss of power")
        .choices(["full", "normal"])
        .default("full"),
    )
    .exitOverride()
    .allowExcessArguments(false)
    .action(serve);

async function serve(options: ServeOptions): Promise<void> {
  const { store, port, host, allowHost, corsOrigin, maxBody, lease, durability } = options;
  const token = readToken(options);
  const coordinator = await startCoordinator({
    file: storeFile(store),
    host,
    port,
    durability,
    ...(token !== undefined && { token }),
    ...(allowHost && { allowHosts: allowHost }),
    ...(corsOrigin && { corsOrigins: corsOrigin }),
    ...(maxBody !== undefined && { maxBody }),
    ...(lease !== undefined && { leaseMs: lease }),
  });
  console.log(
    `perdure coordinator: ${coordinator.url}, store ${store}, ${token === undefined ? "no token" : "with a token"}`,
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      coordinator.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
}
