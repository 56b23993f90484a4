/** Which columns a table shows: as many as its width holds, without those that its reader has hidden. Pure. */
import type { ReactNode } from "react";

import { LOCALE } from "../../language/locale";

export interface Column<T> {
  id: string;
  header: string;
  /** The width that it needs, in pixels. */
  room: number;
  /** Which column goes first where the width is short: the one of the highest rank. One of rank 0 always stays. */
  rank: number;
  /** What a cell shows. `shows` answers whether another column is on the screen: what isn't may be shown here. */
  cell: (item: T, shows: (id: string) => boolean) => ReactNode;
  /** What the rows are sorted by; a column without it isn't sorted. */
  sortBy?: (item: T) => string | number;
  /** The text in an exported file; a column without it isn't exported. */
  text?: (item: T) => string;
  isAmount?: boolean;
}

type Room = Pick<Column<never>, "id" | "room" | "rank">;

/** The IDs of the columns that fit, in their order. `taken` is the width that something else needs, in pixels. */
export function fit(columns: readonly Room[], width: number, hidden: ReadonlySet<string>, taken = 0): string[] {
  const wanted = columns.filter(({ id, rank }) => rank === 0 || !hidden.has(id));
  const shown = new Set<string>();
  let left = width - taken;
  for (const { id, room, rank } of [...wanted].sort((one, other) => one.rank - other.rank)) {
    if (rank > 0 && room > left) break;
    shown.add(id);
    left -= room;
  }
  return columns.map(({ id }) => id).filter((id) => shown.has(id));
}

export interface Sort {
  id: string;
  descending: boolean;
}

/** Reads a sort order from an address, such as `name` or `-name`; null for none, and for a column that isn't sorted. */
export function readSort<T>(text: string | null, columns: readonly Column<T>[]): Sort | null {
  const descending = text?.startsWith("-") ?? false;
  const id = (text ?? "").slice(descending ? 1 : 0);
  return columns.some((column) => column.id === id && column.sortBy) ? { id, descending } : null;
}

export function writeSort({ id, descending }: Sort): string {
  return descending ? `-${id}` : id;
}

/** The rows in their order. Rows that are equal keep the order that they have. */
export function sortRows<T>(rows: readonly T[], sort: Sort | null, columns: readonly Column<T>[]): T[] {
  const sortBy = columns.find(({ id }) => id === sort?.id)?.sortBy;
  if (!sort || !sortBy) return [...rows];
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((one, other) => sign * compare(sortBy(one), sortBy(other)));
}

const ALPHABET = new Intl.Collator(LOCALE, { numeric: true, sensitivity: "base" });

function compare(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return ALPHABET.compare(String(one), String(other));
}
