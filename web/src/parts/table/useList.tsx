/**
 * A list of the API, page by page. To sort or search it, all of it is loaded, because the API has it in one order only;
 * of a list that is longer than `MAX_ROWS`, the first rows.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { loadRows, type Page } from "../../api/pages";
import { Problem } from "../../api/problem";
import { retryWhileMissing } from "../../api/queryClient";
import { useAddress } from "../useAddress";
import { type Column, readSort, type Sort, sortRows, writeSort } from "./columns";
import { PageButtons, useCursors } from "./pages";

export const MAX_ROWS = 1_000;
const PAGE = 25;
/** A list that is loaded as a whole is several requests, so it is read again less often. */
const WHOLE_POLL_MS = 30_000;

interface Source<T> {
  /** What the list is of, in the plural, such as `users`. */
  name: string;
  /** The key of the query: it names the list and what the API filters it by. */
  key: readonly unknown[];
  load: (cursor: string | null, limit: number) => Promise<Page<T>>;
  columns: readonly Column<T>[];
  /** Picks rows by what the API can't filter by; null for all rows. */
  match?: ((item: T) => boolean) | null;
  /** How often these rows are read again, in milliseconds; false for not. */
  poll?: (items: T[], reads: number) => number | false;
}

export interface List<T> {
  items: T[];
  /** How many rows there are, as far as is known: `12`, or `25+`. */
  count: string;
  isPending: boolean;
  /** Whether there are more than `MAX_ROWS`, which sorting and searching don't reach. */
  isCut: boolean;
  error: Problem | null;
  retry: () => void;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
  pagination: ReactNode;
  loadAll: () => Promise<T[]>;
}

export function useList<T>({ name, key, load, columns, match = null, poll }: Source<T>): List<T> {
  const [address, change] = useAddress();
  const sort = readSort(address.get("sort"), columns);
  const isWhole = sort !== null || match !== null;
  const cursors = useCursors(name, JSON.stringify(key));
  const paged = useQuery({
    queryKey: [...key, { cursor: cursors.cursor }],
    queryFn: () => load(cursors.cursor, PAGE),
    enabled: !isWhole,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => poll?.(state.data?.items ?? [], state.dataUpdateCount) ?? false,
    ...retryWhileMissing,
  });
  const whole = useQuery({
    queryKey: [...key, "whole"],
    queryFn: () => loadRows(load, MAX_ROWS),
    enabled: isWhole,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (poll?.(state.data?.rows ?? [], state.dataUpdateCount) ? WHOLE_POLL_MS : false),
    ...retryWhileMissing,
  });
  const shared = {
    sort,
    onSort: (next: Sort) => change({ sort: writeSort(next), page: null }),
    loadAll: async () => (await loadRows(load)).rows,
  };
  if (!isWhole) {
    const next = paged.data?.next_cursor ?? null;
    return {
      ...shared,
      items: paged.data?.items ?? [],
      count: countOf(paged.data?.items.length, cursors.page, next !== null),
      isPending: paged.isPending,
      isCut: false,
      error: paged.error,
      retry: () => void paged.refetch(),
      pagination: (
        <PageButtons
          page={cursors.page}
          pages={paged.data && next === null ? cursors.page : cursors.pages}
          turn={cursors.turn}
          next={next}
          busy={paged.isPlaceholderData}
        />
      ),
    };
  }
  const found = whole.data?.rows.filter(match ?? (() => true)) ?? [];
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(cursors.wanted, pages);
  return {
    ...shared,
    items: sortRows(found, sort, columns).slice((page - 1) * PAGE, page * PAGE),
    count: whole.data ? `${found.length}${whole.data.isCut ? "+" : ""}` : "",
    isPending: whole.isPending,
    isCut: whole.data?.isCut ?? false,
    error: whole.error,
    retry: () => void whole.refetch(),
    pagination: (
      <PageButtons page={page} pages={pages} turn={cursors.turn} next={null} busy={whole.isPlaceholderData} />
    ),
  };
}

function countOf(items: number | undefined, page: number, hasMore: boolean): string {
  if (items === undefined) return "";
  const known = (page - 1) * PAGE + items;
  return hasMore ? `${known}+` : `${known}`;
}
