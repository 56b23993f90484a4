/** What the portal asks billing about number plans. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { answer, api } from "../../api/client";
import { arriving } from "../../api/queries";
import type { Row } from "../../api/shapes";

export type Subscription = Row<"/v1/subscriptions">;
export type Plan = Row<"/v1/plans">;
export type Charge = Row<"/v1/billing/upcoming">;

const WATCHED_MS = 2_000;

/** A page of the plans that run, the one that is due next first; one that is beginning is watched. */
export function useSubscriptions(cursor: string | null) {
  return useQuery({
    queryKey: ["billing", "subscriptions", cursor],
    queryFn: () => answer(api.GET("/v1/subscriptions", { params: { query: { ...(cursor && { cursor }) } } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === "opening") ? WATCHED_MS : false),
    ...arriving,
  });
}

/** The charges up to a moment, a hundred at a time. */
export function useUpcoming(until: string) {
  return useInfiniteQuery({
    queryKey: ["billing", "upcoming", until],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: cursor }) =>
      answer(api.GET("/v1/billing/upcoming", { params: { query: { until, limit: 100, ...(cursor && { cursor }) } } })),
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    ...arriving,
  });
}
