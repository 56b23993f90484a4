/** Pages of a list whose end nobody knows: the API gives a cursor for the next one. */
import { useState } from "react";

interface Pages {
  cursor: string | null;
  pagination: (
    next: string | null | undefined,
    busy: boolean,
  ) => {
    currentPageIndex: number;
    pagesCount: number;
    openEnd: boolean;
    disabled: boolean;
    onChange: (event: { detail: { currentPageIndex: number } }) => void;
  };
}

/** Begins anew at the first page whenever `of` changes: a filter, for example. */
export function usePages(of: string = ""): Pages {
  const [place, setPlace] = useState({ of, index: 1, cursors: [null] as (string | null)[] });
  const here = place.of === of ? place : { of, index: 1, cursors: [null] };
  const cursor = here.cursors[here.index - 1] ?? null;
  return {
    cursor,
    pagination: (next, busy) => {
      const known = next && here.index === here.cursors.length ? [...here.cursors, next] : here.cursors;
      return {
        currentPageIndex: here.index,
        pagesCount: known.length,
        openEnd: Boolean(next) && here.index >= known.length - 1,
        disabled: busy,
        onChange: ({ detail }) =>
          setPlace({ of, index: Math.min(detail.currentPageIndex, known.length), cursors: known }),
      };
    },
  };
}
