/** The scales of a chart, by visx: where a value and a point are drawn, and which of them the axes name. */
import { scaleBand, scaleLinear } from "@visx/scale";

import type { Limit, Point } from "./types";

export const HEIGHT = 240;
export const MARGIN = { top: 14, right: 10, bottom: 26, left: 58 };
const LABEL_WIDTH = 62;
const TICKS = 4;

/** The scales of a chart of this width. The lowest value is zero, or below it where more was given back than used. */
export function makeScales(points: Point[], limit: Limit | null, width: number) {
  const values = points.flatMap(({ value, before }) => (before ? [value, before.value] : [value]));
  const y = scaleLinear<number>({
    domain: [Math.min(0, ...values), Math.max(0, ...values, limit?.value ?? 0) || 1],
    range: [HEIGHT - MARGIN.bottom, MARGIN.top],
    nice: TICKS,
  });
  const x = scaleBand<string>({
    domain: points.map(({ key }) => key),
    range: [MARGIN.left, Math.max(width - MARGIN.right, MARGIN.left + 1)],
    paddingInner: points.length > 60 ? 0.1 : 0.3,
    paddingOuter: 0.1,
  });
  return { x, y, ticks: y.ticks(TICKS) };
}

/** The points that the axis names: evenly spaced, as many as there is room for, the last one kept free of its edge. */
export function labeledPoints(points: Point[], width: number): Point[] {
  const room = Math.max(Math.floor((width - MARGIN.left - MARGIN.right) / LABEL_WIDTH), 1);
  const step = Math.max(Math.ceil(points.length / room), 1);
  return points.filter((_, place) => place % step === 0);
}

/** The place of the point under a pointer, by the pointer's distance from the left. */
export function placeAt(left: number, count: number, width: number): number {
  const share = (left - MARGIN.left) / Math.max(width - MARGIN.left - MARGIN.right, 1);
  return Math.min(Math.max(Math.floor(share * count), 0), count - 1);
}

/** The place that a key leads to from another one; null for keys that don't move. */
export function placeAfter(key: string, from: number, count: number): number | null {
  if (key === "ArrowRight") return Math.min(from + 1, count - 1);
  if (key === "ArrowLeft") return Math.max(from - 1, 0);
  if (key === "PageDown") return Math.min(from + 7, count - 1);
  if (key === "PageUp") return Math.max(from - 7, 0);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
