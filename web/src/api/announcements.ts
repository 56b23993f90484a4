/** What is announced to screen readers when something has changed: one sentence at a time, for the whole portal. */

type Listener = (sentence: string) => void;

const listeners = new Set<Listener>();

export function announce(sentence: string): void {
  for (const listener of listeners) listener(sentence);
}

/** Listen to announcements; the answer stops it. */
export function watchAnnouncements(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
