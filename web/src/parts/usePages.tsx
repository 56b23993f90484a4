/** Pages of a list of unknown length: the API returns a cursor for the next page. */
import Pagination from "@cloudscape-design/components/pagination";
import { useState, type ReactNode } from "react";

interface Pages {
  cursor: string | null;
  /** Renders the page buttons; nothing if there is only one page. */
  renderPagination: (next: string | null | undefined, busy: boolean) => ReactNode;
}

/** Starts at the first page again whenever `of` changes, such as a filter. */
export function usePages(of: string = ""): Pages {
  const [place, setPlace] = useState({ of, index: 1, cursors: [null] as (string | null)[] });
  const here = place.of === of ? place : { of, index: 1, cursors: [null] };
  const renderPagination = (next: string | null | undefined, busy: boolean) => {
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
  return { cursor: here.cursors[here.index - 1] ?? null, renderPagination };
}
