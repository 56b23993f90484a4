/**
 * A copy of what the screens show, in the tab: after a reload they are there at once, and are read again behind it.
 * It ends with the tab and with the session; texts, voicemails, codes and secrets are never in it.
 */
import { createSyncStoragePersister } from "@tanstack/query-sync-storage-persister";
import type { PersistQueryClientOptions } from "@tanstack/react-query-persist-client";

import { sessionMark } from "./browserSession";

const KEY = "teamline.copy";
const KEPT_MS = 12 * 60 * 60 * 1000;
const COPIED = new Set(["profile", "team", "numbers", "billing", "plans", "usage", "calls", "port-ins"]);

export const localCopy: Omit<PersistQueryClientOptions, "queryClient"> = {
  persister: createSyncStoragePersister({ storage: sessionStorage, key: KEY, throttleTime: 1_000 }),
  maxAge: KEPT_MS,
  buster: `${build()} ${sessionMark()}`,
  dehydrateOptions: {
    shouldDehydrateQuery: ({ queryKey: [root], state }) => state.status === "success" && COPIED.has(String(root)),
  },
};

/** Whether a copy of this session is there to show before the session is resumed. */
export function hasLocalCopy(): boolean {
  return sessionStorage.getItem(KEY) !== null;
}

export function forgetLocalCopy(): void {
  sessionStorage.removeItem(KEY);
}

/** The name of the portal's main script changes with every build. */
function build(): string {
  return document.querySelector<HTMLScriptElement>("script[type='module']")?.src ?? "";
}
