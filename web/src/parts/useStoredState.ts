/** State that survives a reload: a phone may drop the page while its user reads the code in a text. */
import { useState } from "react";

import { keep, read } from "../api/stored";

/** Holds a value in the store: in the tab's, or in `localStorage` for what must outlive the tab. */
export function useStoredState<T>(name: string, initial: T, store: Storage = sessionStorage): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name, store) ?? initial);
  const change = (next: T) => {
    setValue(next);
    keep(name, next === initial ? null : next, store);
  };
  return [value, change];
}
