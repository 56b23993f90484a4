/** What is announced to screen readers when something has changed or was refused: one sentence at a time. */

export interface Announcement {
  text: string;
  kind: "change" | "refusal";
}

type Listener = (announcement: Announcement) => void;

const listeners = new Set<Listener>();

export function announce(text: string, kind: Announcement["kind"] = "change"): void {
  for (const listener of listeners) listener({ text, kind });
}

/** Listen to announcements; the answer stops it. */
export function watchAnnouncements(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
