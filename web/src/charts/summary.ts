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
  if (!last || known.every(({ value }) => value === 0)) return NOTHING[unit];
  return shape === "line" ? summarizeTotal(points, last, limit) : summarizeDays(known, unit);
}

function summarizeDays(known: Point[], unit: Unit): string {
  const most = known.reduce((one, other) => (other.value > one.value ? other : one));
  const empty = known.filter(({ value }) => value === 0).length;
  const peak = unit === "day" ? t`Most on ${most.name}: ${most.text}.` : t`Most from ${most.name}: ${most.text}.`;
  return empty > 0 ? `${peak} ${withoutCost(empty, known.length, unit)}` : peak;
}

function summarizeTotal(points: Point[], last: Point, limit: Limit | null): string {
  const end = points.at(-1);
  const ahead = end?.expected ? t`Expected by ${end.name}: ${end.text}.` : "";
  const over = limit && points.find(({ value }) => value > limit.value);
  const bound = limit ? sayLimit(limit.text, over) : "";
  return [t`${last.text} up to ${last.name}.`, ahead, bound].filter(Boolean).join(" ");
}

function sayLimit(limit: string, over: Point | null | undefined): string {
  if (!over) return `${limit}.`;
  return over.expected ? t`${limit}, expected to be exceeded on ${over.name}.` : t`${limit}, exceeded on ${over.name}.`;
}

const NOTHING: Record<Unit, string> = {
  day: t`Nothing was spent in these days.`,
  week: t`Nothing was spent in these weeks.`,
  month: t`Nothing was spent in these months.`,
};

function withoutCost(empty: number, all: number, unit: Unit): string {
  if (unit === "day") return t`No cost in ${empty} of ${all} days.`;
  return unit === "week" ? t`No cost in ${empty} of ${all} weeks.` : t`No cost in ${empty} of ${all} months.`;
}
