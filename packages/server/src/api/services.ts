import type { Handler } from "./api.js";

/** `GET /services`: who serves what, as the workers have said. */
export const services: Handler = async ({ store }) => {
  const byName = new Map<string, { name: string; version: string | null; handlers: unknown[] }>();
  for (const { service, version, method, functionId, config } of await store.services()) {
    const entry = byName.get(service) ?? { name: service, version, handlers: [] };
    const described = config === null ? {} : (JSON.parse(config) as object);
    entry.handlers.push({ name: method, functionId, kind: "function", ...described });
    byName.set(service, entry);
  }
  return { json: { services: [...byName.values()] } };
};
