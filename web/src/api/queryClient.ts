/** How questions to the API are repeated: what is passing is waited for, what is decided is not. */
import { QueryClient } from "@tanstack/react-query";

import { Problem } from "./problem";

const MAX_MISSING_RETRIES = 20;
const RETRY_DELAY_MS = 500;

/** Once more when nobody answered or the server stumbled; a refusal stays a refusal. */
export function shouldRetry(failures: number, thrown: Problem): boolean {
  return Problem.from(thrown).outcomeUnknown && failures < 2;
}

/**
 * For what another service learns by event: it may not be there for a second after a join, so a 404 is waited for,
 * ten seconds at most.
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
