/** When queries are retried: after a failure that may pass, not after a refusal. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { announce } from "./announcements";
import { Problem } from "./problem";

const MAX_MISSING_RETRIES = 20;
const RETRY_DELAY_MS = 500;
/** How long a screen that was seen is there at once when it is opened again. */
const KEPT_MS = 60 * 60 * 1000;

/** Whether to retry: twice at most, and only when there was no response or a server error. */
export function shouldRetry(failures: number, thrown: Problem): boolean {
  return Problem.from(thrown).outcomeUnknown && failures < 2;
}

/**
 * For data that another service copies by event: it may be missing for a second after a change, so a 404 is retried
 * for ten seconds.
 */
export const retryWhileMissing = {
  retry: (failures: number, thrown: Problem): boolean =>
    Problem.from(thrown).status === 404 ? failures < MAX_MISSING_RETRIES : shouldRetry(failures, thrown),
  retryDelay: RETRY_DELAY_MS,
};

export function makeQueryClient(): QueryClient {
  const onError = (thrown: Problem, isTeam: boolean) => {
    if (!isTeam && thrown.code === "second_factor_setup_required")
      void client.invalidateQueries({ queryKey: ["team"], exact: true });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (thrown, { queryKey }) => onError(thrown, queryKey.length === 1) }),
    mutationCache: new MutationCache({
      onError: (thrown) => {
        announce(thrown.message, "refusal");
        onError(thrown, false);
      },
    }),
    defaultOptions: {
      queries: {
        retry: shouldRetry,
        retryDelay: RETRY_DELAY_MS,
        staleTime: 5_000,
        gcTime: KEPT_MS,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
  }
}
