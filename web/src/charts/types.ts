/** What charts are drawn of. Values are for the drawing only; what people read is the exact text beside them. */

export interface Point {
  key: string;
  /** The full name, such as `Nov 3, 2026`. */
  name: string;
  /** The short name at the axis, such as `Nov 3`. */
  short: string;
  value: number;
  /** The value in words, such as `$4.10`. */
  text: string;
  /** Whether it is a forecast. */
  expected?: boolean;
  /** What it was in the period that this one is compared with. */
  before?: { value: number; text: string };
  /** What happened then, marked in the drawing, such as `Credits bought: $50.00`. */
  mark?: string;
}

export interface Limit {
  value: number;
  text: string;
}

/** Columns for what each day has, a line for what runs on from day to day. */
export type Shape = "columns" | "line";

/** What a point is for. */
export type Unit = "day" | "week" | "month";

export interface Bar {
  key: string;
  name: string;
  value: number;
  /** The value in words, such as `$4.10`. */
  text: string;
  /** More about it, such as `12 calls`. */
  about: string;
}
