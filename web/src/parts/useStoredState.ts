/** State that survives a reload: a phone may drop the page while its user reads the code in a text. */
import { useState } from "react";

/** Holds a value in the store: in the tab's, or in `localStorage` for what must outlive the tab. */
export function useStoredState<T>(name: string, initial: T, store: Storage = sessionStorage): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name, initial, store));
  const keep = (next: T) => {
    setValue(next);
    if (next === initial) store.removeItem(name);
    else store.setItem(name, JSON.stringify(next));
  };
  return [value, keep];
}

function read<T>(name: string, initial: T, store: Storage): T {
  const text = store.getItem(name);
  return text === null ? initial : (JSON.parse(text) as T);
}
