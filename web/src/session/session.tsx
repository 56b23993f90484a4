/** Whether somebody is signed in, for everything on the screen. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

import { answer, api } from "../api/client";
import { tokens } from "./authorized";
import { tokenOf, wasSignedIn } from "./browser";

type State = "starting" | "in" | "out";

interface Session {
  state: State;
  begin(answer: { access_token: string; expires_in: number }): void;
  signOut(): Promise<void>;
  /** The session is over on the server already, as after closing the account. */
  forget(): void;
}

const Current = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error("useSession belongs inside SessionProvider");
  return session;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<State>(wasSignedIn() ? "starting" : "out");
  const queries = useQueryClient();

  useEffect(
    () =>
      tokens.watch((change) => {
        // What was read belongs to whoever was signed in before; who goes on with their session goes on reading.
        if (change === "ended") queries.clear();
        else if (state !== "starting") void queries.resetQueries();
        setState(change === "begun" ? "in" : "out");
      }),
    [queries, state],
  );
  useResumption(state, setState);

  const signOut = useCallback(async () => {
    await answer(api.DELETE("/v1/sessions/{id}", { params: { path: { id: "current" } } })).catch(() => undefined);
    tokens.end();
  }, []);
  const session = useMemo<Session>(
    () => ({ state, signOut, begin: (got) => tokens.begin(tokenOf(got)), forget: () => tokens.end() }),
    [state, signOut],
  );
  return <Current.Provider value={session}>{children}</Current.Provider>;
}

/** Go on with the session of before; where nobody answers, the screens themselves say so and offer to try again. */
function useResumption(state: State, setState: (state: State) => void): void {
  useEffect(() => {
    if (state !== "starting") return;
    tokens.current().then(
      (token) => setState(token ? "in" : "out"),
      () => setState("in"),
    );
  }, [state, setState]);
}
