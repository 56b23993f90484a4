/** Values that outlive a reload: in the tab's store, or in `localStorage` for what must outlive the tab. */

export function read<T>(name: string, store: Storage = sessionStorage): T | null {
  return JSON.parse(store.getItem(name) ?? "null") as T | null;
}

/** Keep a value; null takes it away. */
export function keep(name: string, value: unknown, store: Storage = sessionStorage): void {
  if (value === null) store.removeItem(name);
  else store.setItem(name, JSON.stringify(value));
}
