/** Whether the screen is as narrow as a phone's. */
import { useSyncExternalStore } from "react";

const NARROW = "(width < 760px)";

export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch, () => window.matchMedia(NARROW).matches);
}

function watch(onChange: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}
