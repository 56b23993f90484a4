/** The columns of a table that its reader has hidden, remembered by the browser. */
import { useStoredState } from "../useStoredState";

const NONE: string[] = [];

export function useHiddenColumns(table: string): [ReadonlySet<string>, (id: string) => void] {
  const [hidden, keep] = useStoredState(`hidden columns of ${table}`, NONE, localStorage);
  const toggle = (id: string) => {
    const after = hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id];
    keep(after.length ? after : NONE);
  };
  return [new Set(hidden), toggle];
}
