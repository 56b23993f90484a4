/** The page of a list in the address, and the buttons that turn to others. The API returns a cursor for the next page. */
import Pagination from "@cloudscape-design/components/pagination";

import { sessionMark } from "../../api/browserSession";
import { useAddress } from "../useAddress";
import { useStoredState } from "../useStoredState";

interface Place {
  page: number;
  /** How many pages are known. */
  pages: number;
  /** Go to a page; `next` is the cursor of the page after this one. */
  turn: (page: number, next: string | null) => void;
}

/**
 * `wanted` is the page of the address, `page` the same if its cursor is known, else the first. The cursors of pages that
 * this tab has seen are kept, so that a reload and the back button find them.
 */
export function useCursors(list: string, of: string): Place & { cursor: string | null; wanted: number } {
  const [address, change] = useAddress();
  const [kept, keep] = useStoredState<Kept>(`pages of ${list}`, NONE);
  const mine = `${sessionMark()} ${of}`; // cursors of another session are refused
  const cursors = kept.of === mine ? kept.cursors : NONE.cursors;
  const asked = Number(address.get("page") ?? 1);
  const wanted = Number.isInteger(asked) && asked >= 1 ? asked : 1;
  const page = wanted <= cursors.length ? wanted : 1;
  const turn = (to: number, next: string | null) => {
    if (next && page === cursors.length) keep({ of: mine, cursors: [...cursors, next] });
    change({ page: to === 1 ? null : String(to) }, "visit");
  };
  return { wanted, page, pages: cursors.length, turn, cursor: cursors[page - 1] ?? null };
}

interface Kept {
  of: string;
  cursors: (string | null)[];
}

const NONE: Kept = { of: "", cursors: [null] };

/** Renders nothing if there is one page only. */
export function PageButtons({ page, pages, turn, next, busy }: Place & { next: string | null; busy: boolean }) {
  const isLast = page === pages;
  const known = next && isLast ? pages + 1 : pages;
  if (known === 1) return null;
  return (
    <Pagination
      currentPageIndex={page}
      pagesCount={known}
      openEnd={Boolean(next) && page >= known - 1}
      disabled={busy}
      onChange={({ detail }) => turn(Math.min(detail.currentPageIndex, known), next)}
    />
  );
}
