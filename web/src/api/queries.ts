/** How questions to the API are repeated: what is passing is waited for, what is decided is not. */
import { QueryClient } from "@tanstack/react-query";

import { Problem } from "./problem";

const PATIENCE = 20;
const STEP_MS = 500;

/** Once more when nobody answered or the server stumbled; a refusal stays a refusal. */
export function mayPass(failures: number, thrown: Problem): boolean {
  return Problem.from(thrown).isUnclear && failures < 2;
}

/**
 * For what another service learns by event: it may not be there for a second after a join, so a 404 is waited for,
 * ten seconds at most.
 */
export const arriving = {
  retry: (failures: number, thrown: Problem): boolean =>
    Problem.from(thrown).status === 404 ? failures < PATIENCE : mayPass(failures, thrown),
  retryDelay: STEP_MS,
};

export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: mayPass, retryDelay: STEP_MS, staleTime: 5_000, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
}

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
  }
}
