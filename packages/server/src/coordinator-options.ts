import { isIP } from "node:net";
import { PerdureError } from "perdure";
import { bindRefused, invalidServerOption } from "./generated/messages.js";

export interface CoordinatorOptions {
  /** The SQLite file, made where it is missing, or `:memory:`. */
  readonly file: string;
  /** Default "full": a commit survives a loss of power. */
  readonly durability?: "full" | "normal";
  /** Default "127.0.0.1". Another address than this machine's own needs a token. */
  readonly host?: string;
  /** Default 8080; 0: a free one. */
  readonly port?: number;
  /** What workers and clients have to show. */
  readonly token?: string;
  /** Names under which it answers, beside `localhost` and addresses. */
  readonly allowHosts?: readonly string[];
  /** Origins (`https://app.example`) of pages whose scripts may call it. Default: none. */
  readonly corsOrigins?: readonly string[];
  /** The longest body of a request, in bytes. Default 64 MiB. */
  readonly maxBody?: number;
  /** For how long an engine counts as alive without a sign of life, in milliseconds. Default 10,000. */
  readonly leaseMs?: number;
  /** Told of faults of the coordinator itself. Default: they go to the console. */
  readonly onFault?: (error: unknown) => void;
}

export interface CheckedOptions {
  readonly file: string;
  readonly durability: "full" | "normal";
  readonly host: string;
  readonly port: number;
  readonly token: string | undefined;
  readonly allowHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly maxBody: number;
  readonly leaseMs: number;
  readonly onFault: (error: unknown) => void;
}

/** Throws a PerdureError (PD2310, PD2312). */
export function checkedOptions(given: CoordinatorOptions): CheckedOptions {
  const checked: CheckedOptions = {
    file: given.file,
    durability: given.durability ?? "full",
    host: given.host ?? "127.0.0.1",
    port: given.port ?? 8080,
    token: given.token,
    allowHosts: given.allowHosts ?? [],
    corsOrigins: given.corsOrigins ?? [],
    maxBody: given.maxBody ?? 64 * 1024 * 1024,
    leaseMs: given.leaseMs ?? 10_000,
    onFault: given.onFault ?? ((error) => console.error(error)),
  };
  const { file, durability, host, port, token, allowHosts, corsOrigins, maxBody, leaseMs } = checked;
  require(typeof file === "string" && file !== "", "file", "a path");
  require(durability === "full" || durability === "normal", "durability", '"full" or "normal"');
  require(typeof host === "string" && host !== "", "host", "an address or a name");
  require(isWhole(port, 0, 65_535), "port", "from 0 to 65535");
  require(token === undefined || isToken(token), "token", "visible ASCII characters, without spaces");
  require(allowHosts.every((name) => /^[\w.-]+$/.test(name)), "allowHosts", "names, without port and scheme");
  require(corsOrigins.every(isOrigin), "corsOrigins", 'origins such as "https://app.example"');
  require(isWhole(maxBody, 1, 2 ** 31), "maxBody", "bytes, from 1 to 2147483648");
  require(isWhole(leaseMs, 100, 86_400_000), "leaseMs", "milliseconds, from 100 to a day");
  if (token === undefined && !isLoopback(host)) throw new PerdureError(bindRefused({ host }));
  return checked;
}

function require(isMet: boolean, option: string, expected: string): void {
  if (!isMet) throw new PerdureError(invalidServerOption({ where: "startCoordinator", option, expected }));
}

const isWhole = (value: number, from: number, to: number): boolean =>
  Number.isSafeInteger(value) && value >= from && value <= to;

const isToken = (token: unknown): boolean => typeof token === "string" && /^[\x21-\x7e]+$/.test(token);

const isOrigin = (origin: string): boolean => URL.canParse(origin) && new URL(origin).origin === origin;

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
