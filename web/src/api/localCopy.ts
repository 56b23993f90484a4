/**
 * A copy of what the screens show, in the tab: after a reload they are there at once, and are read again behind it.
 * It ends with the tab and with the session; texts, voicemails, codes and secrets are never in it.
 */
import { createSyncStoragePersister } from "@tanstack/query-sync-storage-persister";
import type { QueryClient } from "@tanstack/react-query";
import { type PersistQueryClientOptions, persistQueryClientSave } from "@tanstack/react-query-persist-client";

import { LANGUAGE } from "../language/locale";
import { COPY, sessionMark } from "./browserSession";
import { isPlain } from "./isPlain";

const KEPT_MS = 12 * 60 * 60 * 1000;
const COPIED = new Set(["profile", "team", "numbers", "billing", "plans", "usage", "calls"]);

/** The place of the copy of the session that is signed in; the one of another session is never read. */
const ofSession = {
  getItem: () => sessionStorage.getItem(key()),
  setItem: (_: string, copy: string) => {
    if (sessionMark()) sessionStorage.setItem(key(), copy);
  },
  removeItem: () => sessionStorage.removeItem(key()),
};

export const localCopy: Omit<PersistQueryClientOptions, "queryClient"> = {
  persister: createSyncStoragePersister({ storage: ofSession, throttleTime: 1_000 }),
  maxAge: KEPT_MS,
  buster: `${build()} ${LANGUAGE}`, // the API words its reasons in the language of the page
  dehydrateOptions: {
    shouldDehydrateQuery: ({ queryKey: [root], state }) =>
      state.status === "success" && COPIED.has(String(root)) && isPlain(state.data),
  },
};

/** When the copy was read, in milliseconds: what is older than this page is from the copy. */
const READ_AT = Date.now();

/** Whether an answer is from the copy: it may be shown, but no form begins with it. */
export function isFromCopy(dataUpdatedAt: number): boolean {
  return dataUpdatedAt < READ_AT;
}

/** Keep the copy of what is on the screen when the page is left, without the wait. */
export function copyOnLeaving(queryClient: QueryClient): void {
  const persister = createSyncStoragePersister({ storage: ofSession, throttleTime: 0 });
  window.addEventListener("pagehide", () => void persistQueryClientSave({ ...localCopy, queryClient, persister }));
}

/** Whether a copy of this session is there to show before the session is resumed. */
export function hasLocalCopy(): boolean {
  return ofSession.getItem() !== null;
}

function key(): string {
  return `${COPY} ${sessionMark()}`;
}

/** The name of the portal's main script changes with every build. */
function build(): string {
  return document.querySelector<HTMLScriptElement>("script[type='module']")?.src ?? "";
}
