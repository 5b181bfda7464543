import { expr } from "../tree/node.js";
import type { ExpressionRule } from "./production.js";

export const templates: readonly ExpressionRule[] = [
  {
    feature: "template",
    weight: 3,
    write: (writer, place) =>
      expr`\`a\${brief(${writer.expression(place)})}b\${brief(${writer.expression(place)})}\``,
  },
  {
    feature: "tagged-template",
    weight: 2,
    write: (writer, place) => expr`tag\`a\${${writer.expression(place)}}\\n\${${writer.expression(place)}}\``,
  },
];
