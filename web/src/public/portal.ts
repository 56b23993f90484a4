/** The way from the light pages into the portal, and whether someone may go it. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import { resume, tokens } from "../api/authorizedFetch";
import { wasSignedIn } from "../api/browserSession";
import type { SignInState } from "../api/handover";

export interface Portal {
  /** Put the portal in the place of this page, at an address of its own. */
  enter: (path: string, state?: SignInState) => Promise<void>;
  /** Load what it will need. */
  loadAhead: () => void;
}

export const PortalContext = createContext<Portal>({ enter: () => Promise.resolve(), loadAhead: () => undefined });

export function usePortal(): Portal {
  return useContext(PortalContext);
}

type Session = "starting" | "in" | "out";

/** Whether someone is signed in: resumed if there was a session, and in step with the other tabs. */
export function useSession(): Session {
  const [session, setSession] = useState<Session>(wasSignedIn() ? "starting" : "out");
  useEffect(() => tokens.watch((change) => setSession(change === "signed_in" ? "in" : "out")), []);
  useEffect(() => {
    if (session === "starting") void resume().then(setSession);
  }, [session]);
  return session;
}

/** Enter the portal as soon as someone is signed in; until then false. */
export function useEntrance(path: string): boolean {
  const session = useSession();
  const { enter } = usePortal();
  const isIn = session === "in";
  useEffect(() => {
    if (isIn) void enter(path);
  }, [isIn, enter, path]);
  return isIn;
}
