/** Pages of a list whose end nobody knows: the API gives a cursor for the next one. */
import Pagination from "@cloudscape-design/components/pagination";
import { useState, type ReactNode } from "react";

interface Pages {
  cursor: string | null;
  /** Turns the pages; nothing where there is only one. */
  renderPagination: (next: string | null | undefined, busy: boolean) => ReactNode;
}

/** Begins anew at the first page whenever `of` changes: a filter, for example. */
export function usePages(of: string = ""): Pages {
  const [place, setPlace] = useState({ of, index: 1, cursors: [null] as (string | null)[] });
  const here = place.of === of ? place : { of, index: 1, cursors: [null] };
  const turner = (next: string | null | undefined, busy: boolean) => {
    const known = next && here.index === here.cursors.length ? [...here.cursors, next] : here.cursors;
    if (known.length === 1) return undefined;
    return (
      <Pagination
        currentPageIndex={here.index}
        pagesCount={known.length}
        openEnd={Boolean(next) && here.index >= known.length - 1}
        disabled={busy}
        onChange={({ detail }) =>
          setPlace({ of, index: Math.min(detail.currentPageIndex, known.length), cursors: known })
        }
      />
    );
  };
  return { cursor: here.cursors[here.index - 1] ?? null, renderPagination: turner };
}
