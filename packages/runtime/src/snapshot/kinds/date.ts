import { types } from "node:util";
import { textField } from "../fields.js";
import { shown } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

export const date: Kind<Date> = {
  name: "Date",
  prototype: Date.prototype,
  matches: types.isDate,
  encode(value) {
    const time = Date.prototype.getTime.call(value);
    return { value: Number.isNaN(time) ? null : new Date(time).toISOString() };
  },
  allocate(json) {
    if (json["value"] === null) return new Date(NaN);
    const value = new Date(textField(json, "value"));
    if (Number.isNaN(value.getTime())) throw invalid(`${shown(json["value"])} is no date`);
    return value;
  },
};
