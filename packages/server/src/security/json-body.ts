import { bodyNotJson, bodyTooLarge, contentTypeWrong } from "../generated/messages.js";
import { HttpError } from "../http-error.js";

/** A request's JSON. An empty body is an empty object. Throws an HttpError; of a body that is too long no more is read. */
export async function jsonBody(request: Request, limit: number): Promise<unknown> {
  const tooLarge = () => new HttpError(413, bodyTooLarge({ limit: String(limit) }), { connection: "close" });
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  if (size === 0) return {};
  const type = request.headers.get("content-type") ?? "nothing";
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type))
    throw new HttpError(415, contentTypeWrong({ type: JSON.stringify(type.slice(0, 100)) }));
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    throw new HttpError(400, bodyNotJson({ reason: (error as Error).message.slice(0, 200) }));
  }
}
