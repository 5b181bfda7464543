import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Codec } from "./codec.js";

/** 32 bytes; as a text in base64 or hex. */
export type EncryptionKey = Uint8Array | string;

export interface EncryptionOptions {
  /** For every text that is stored from now on. */
  readonly key: EncryptionKey;
  /** Keys that texts may have been stored with before. */
  readonly olderKeys?: readonly EncryptionKey[];
  /** Whether texts are read that were stored before there was any encryption. Default false. */
  readonly readsPlain?: boolean;
}

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A codec that encrypts with AES-256-GCM: `createEngine({ codec: encryption({ key }) })`. Each text has a random
 * IV of its own and names its key by eight hex digits of the key's SHA-256, so that keys can be changed: give the new
 * one as `key`, and the old ones as `olderKeys` until nothing needs them. A text that was changed is refused. Throws a
 * TypeError for a key that is not one.
 */
export function encryption({ key, olderKeys = [], readsPlain = false }: EncryptionOptions): Codec {
  const keys = new Map([...olderKeys, key].map((given) => withId(bytesOf(given))));
  const [id, secret] = withId(bytesOf(key));
  return {
    readsPlain,
    encode(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, secret, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(id));
      const content = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `${id}.${Buffer.concat([iv, cipher.getAuthTag(), content]).toString("base64")}`;
    },
    decode(text) {
      const [named = "", content = ""] = text.split(".", 2);
      const known = keys.get(named);
      if (!known) throw new Error(`there is no key ${JSON.stringify(named.slice(0, 8))} here`);
      const bytes = Buffer.from(content, "base64");
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error("the encrypted text was cut off");
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv(ALGORITHM, known, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(named));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const start = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([start, decipher.final()]).toString("utf8");
      } catch {
        throw new Error("the encrypted text was changed");
      }
    },
  };
}

const withId = (key: Uint8Array): [id: string, key: Uint8Array] => [
  createHash("sha256").update(key).digest("hex").slice(0, 8),
  key,
];

function bytesOf(key: EncryptionKey): Uint8Array {
  const bytes =
    typeof key === "string" ? Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? "hex" : "base64") : key;
  if (bytes instanceof Uint8Array && bytes.length === KEY_BYTES) return Uint8Array.from(bytes);
  throw new TypeError(`A key for AES-256 has ${KEY_BYTES} bytes, as a Uint8Array or in base64 or hex.`);
}
