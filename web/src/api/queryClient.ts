/** When queries are retried: after a failure that may pass, not after a refusal. */
import { QueryClient } from "@tanstack/react-query";

import { Problem } from "./problem";

const MAX_MISSING_RETRIES = 20;
const RETRY_DELAY_MS = 500;

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
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay: RETRY_DELAY_MS, staleTime: 5_000, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
}

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
  }
}
