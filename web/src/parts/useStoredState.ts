/** State that survives a reload: a phone may drop the page while its user reads the code in a text. */
import { useState } from "react";

export function useStoredState<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(name, initial));
  const keep = (next: T) => {
    setValue(next);
    if (next === initial) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(next));
  };
  return [value, keep];
}

function read<T>(name: string, initial: T): T {
  const text = sessionStorage.getItem(name);
  return text === null ? initial : (JSON.parse(text) as T);
}
