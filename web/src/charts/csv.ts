/** The points of a chart as rows of a CSV file, exactly as its table shows them. */
import { t } from "@lingui/core/macro";

import { csvText } from "../parts/table/csvFile";
import type { Bar, Point, Unit } from "./types";

const UNITS = { day: t`Day`, week: t`Week`, month: t`Month` };

interface Shown {
  column: string;
  unit: Unit;
  points: Point[];
  beforeName: string;
}

/** The headings of a chart's table: only of what its points have. */
export function headings({ column, unit, points, beforeName }: Shown): string[] {
  return [
    UNITS[unit],
    column,
    ...(points.some(({ before }) => before) ? [beforeName] : []),
    ...(points.some(({ mark }) => mark) ? [t`What happened`] : []),
  ];
}

/** The rows below these headings. Days are written as `2026-11-03`, amounts as numbers, for a spreadsheet to count. */
export function csvOf(columns: string[], points: Point[]): string {
  const [compares, marks] = [points.some(({ before }) => before), points.some(({ mark }) => mark)];
  const rows = points.map(({ key, text, expected, before, mark }) => [
    key,
    plainNumber(text),
    ...(compares ? [before ? plainNumber(before.text) : ""] : []),
    ...(marks ? [mark ?? ""] : []),
    expected ? t`expected` : "",
  ]);
  return linesOf([[...columns, t`Note`], ...rows]);
}

/** A list of bars: each with its name, value and what is said about it. */
export function csvOfBars(label: string, bars: Pick<Bar, "name" | "text" | "about">[]): string {
  return linesOf([
    [label, t`Amount`, t`About`],
    ...bars.map(({ name, text, about }) => [name, plainNumber(text), about]),
  ]);
}

function linesOf(rows: string[][]): string {
  return csvText(rows, isNumber);
}

/** A negative amount begins as a formula does, and is none. */
function isNumber(cell: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(cell);
}

/** `$1,204.50` as `1204.50`: an amount that a spreadsheet adds up. */
function plainNumber(text: string): string {
  return /^-?\$[\d,]+(\.\d+)?$/.test(text) ? text.replace(/[$,]/g, "") : text;
}
