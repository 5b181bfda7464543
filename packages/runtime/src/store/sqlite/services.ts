import type { ServiceMethod, Store } from "../store.js";
import type { Connection } from "./connection.js";

export function services({ db, read, write }: Connection): Pick<Store, "publish" | "services"> {
  const same = db.prepare<[string, string], ServiceMethod>(
    `select service, method, function as functionId, version, config from service where service = ? and method = ?`,
  );
  const insert = db.prepare<[string, string, string, string | null, string | null]>(
    "insert or replace into service (service, method, function, version, config) values (?, ?, ?, ?, ?)",
  );
  const all = db.prepare<[], ServiceMethod>(
    `select service, method, function as functionId, version, config from service order by service, method`,
  );
  const isKnown = (given: ServiceMethod): boolean => {
    const known = same.get(given.service, given.method);
    const { functionId, version, config } = given;
    return known?.functionId === functionId && known.version === version && known.config === config;
  };
  return {
    async publish(methods) {
      const news = await read(() => methods.filter((method) => !isKnown(method)));
      if (news.length === 0) return;
      await write(() => {
        for (const { service, method, functionId, version, config } of news)
          insert.run(service, method, functionId, version, config);
      });
    },
    services: () => read(() => all.all()),
  };
}
