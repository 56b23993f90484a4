/** What a chart of days says, in a sentence or two. */
import { t } from "@lingui/core/macro";

import type { Limit, Point, Shape, Unit } from "./types";

interface Summarized {
  points: Point[];
  shape: Shape;
  unit: Unit;
  limit: Limit | null;
}

/** `Most on Nov 12, 2026: $9.10. No cost in 3 of 30 days.` */
export function summarize({ points, shape, unit, limit }: Summarized): string {
  const known = points.filter(({ expected }) => !expected);
  const last = known.at(-1);
  if (!last || known.every(({ value }) => value === 0)) return t`Nothing was spent in these ${unit}s.`;
  return shape === "line" ? summarizeTotal(points, last, limit) : summarizeDays(known, unit);
}

function summarizeDays(known: Point[], unit: Unit): string {
  const most = known.reduce((one, other) => (other.value > one.value ? other : one));
  const empty = known.filter(({ value }) => value === 0).length;
  const none = empty > 0 ? t` No cost in ${empty} of ${known.length} ${unit}s.` : "";
  return t`Most ${unit === "day" ? "on" : "from"} ${most.name}: ${most.text}.${none}`;
}

function summarizeTotal(points: Point[], last: Point, limit: Limit | null): string {
  const end = points.at(-1);
  const ahead = end?.expected ? t` Expected by ${end.name}: ${end.text}.` : "";
  const over = limit && points.find(({ value }) => value > limit.value);
  const bound = limit
    ? ` ${limit.text}${over ? t`, ${over.expected ? t`expected to be exceeded` : "exceeded"} on ${over.name}` : ""}.`
    : "";
  return t`${last.text} up to ${last.name}.${ahead}${bound}`;
}
