/** Values in the address: a link, a reload and the back button lead to the same list. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";

type Changes = Record<string, string | null>;

/** The values, and a function that changes some of them; `visit` makes the back button undo the change. */
export function useAddress(): [URLSearchParams, (changes: Changes, visit?: "visit") => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: Changes, visit?: "visit") =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        { replace: visit === undefined },
      ),
    [setParams],
  );
  return [params, change];
}
