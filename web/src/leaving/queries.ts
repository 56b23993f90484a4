/** What the services say of an action before it happens: each its own facts, in one shape. */
import { useQueries } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import type { Answer } from "../api/shapes";

type Said = Answer<"/v1/team/consequences">;
export type Action = Said["action"];
export type Consequence = Said["items"][number];

/** Facts of all services about an action on a member, or on the person who is signed in. */
export function useConsequences(action: Action, userId = "me") {
  const query = { params: { query: { action, user_id: userId } } };
  const own = { params: { query: { action } } };
  const sources: [string, () => Promise<Said>][] = [
    ["team", () => unwrap(api.GET("/v1/team/consequences", query))],
    ["numbers", () => unwrap(api.GET("/v1/numbers/consequences", query))],
    ["billing", () => unwrap(api.GET("/v1/billing/consequences", query))],
    ...(userId === "me"
      ? [["profile", () => unwrap(api.GET("/v1/profile/consequences", own))] as [string, () => Promise<Said>]]
      : []),
  ];
  const found = useQueries({
    queries: sources.map(([source, queryFn]) => ({
      queryKey: [source, "consequences", action, userId],
      queryFn,
      staleTime: 0,
      ...retryWhileMissing,
    })),
  });
  return {
    items: found.flatMap(({ data }) => data?.items ?? []),
    isPending: found.some(({ isPending }) => isPending),
    error: found.map(({ error }) => error).find((error) => error !== null) ?? null,
    refetch: () => found.forEach((query) => void query.refetch()),
  };
}
