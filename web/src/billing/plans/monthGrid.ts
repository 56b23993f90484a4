/** The days of months as a calendar shows them: weeks from Sunday to Saturday, with empty places at both ends. */
import { addDays } from "../../formats/time";

export interface Month {
  /** Its first day, such as `2026-12-01`. */
  first: string;
  weeks: (string | null)[][];
}

/** The months from one day to another, at most so many. */
export function monthsBetween(from: string, to: string, most: number): Month[] {
  const months: Month[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first <= to && months.length < most; first = nextMonth(first)) {
    months.push({ first, weeks: weeksOf(first) });
  }
  return months;
}

function weeksOf(first: string): (string | null)[][] {
  const days: (string | null)[] = Array.from({ length: new Date(`${first}T12:00:00Z`).getUTCDay() }, () => null);
  for (let day = first; day < nextMonth(first); day = addDays(day, 1)) days.push(day);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

function nextMonth(first: string): string {
  const date = new Date(`${first}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1);
  return date.toISOString().slice(0, 10);
}
