/** Whether someone is signed in, for all screens. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

import { resume, tokens } from "./authorizedFetch";
import { accessTokenOf, forgetLocalCopy, rememberSignedIn, type TokenAnswer, wasSignedIn } from "./browserSession";
import { api, unwrap } from "./client";

type State = "starting" | "in" | "out";

interface Session {
  state: State;
  begin: (answer: TokenAnswer) => void;
  signOut: () => Promise<void>;
  /** Forget a session that the server has ended already, as after closing the account. */
  forget: () => void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession belongs inside SessionProvider");
  return session;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<State>(wasSignedIn() ? "starting" : "out");
  const queries = useQueryClient();

  useEffect(
    () =>
      tokens.watch((change) => {
        // Cached answers belong to the person who was signed in; a session that is resumed keeps them.
        if (change === "signed_out") forgetAnswers(queries);
        else if (state !== "starting") void queries.resetQueries();
        setState(change === "signed_in" ? "in" : "out");
      }),
    [queries, state],
  );
  useResumedSession(state, setState);

  /** Also where no token was ever there, as after a reload without a connection. */
  const leave = useCallback(() => {
    rememberSignedIn(false);
    forgetAnswers(queries);
    setState("out");
  }, [queries]);
  const signOut = useCallback(async () => {
    await unwrap(api.DELETE("/v1/sessions/{id}", { params: { path: { id: "current" } } })).catch(() => undefined);
    tokens.end();
    leave();
  }, [leave]);
  const session = useMemo<Session>(
    () => ({
      state,
      signOut,
      begin: (answer) => tokens.begin(accessTokenOf(answer)),
      forget: () => {
        tokens.end();
        leave();
      },
    }),
    [state, signOut, leave],
  );
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

function useResumedSession(state: State, setState: (state: State) => void): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (state === "starting") void resume().then(setState);
  }, [state, setState]);
  useEffect(() => {
    // What was read from the copy is no one's now; a page that anyone may see keeps what it shows.
    if (state === "out") queries.removeQueries({ type: "inactive" });
  }, [state, queries]);
}

function forgetAnswers(queries: QueryClient): void {
  queries.clear();
  forgetLocalCopy();
}
