/** Queries of number plans and upcoming charges. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { retryWhileMissing } from "../../api/queryClient";
import type { Row } from "../../api/shapes";

export type Subscription = Row<"/v1/subscriptions">;
export type Charge = Row<"/v1/billing/upcoming">;

const OPENING_POLL_MS = 2_000;

/** One page of the active plans, the one that is due next first. Read again while one of them is starting. */
export function useSubscriptions(cursor: string | null) {
  return useQuery({
    queryKey: ["billing", "subscriptions", cursor],
    queryFn: () => unwrap(api.GET("/v1/subscriptions", { params: { query: { ...(cursor && { cursor }) } } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === "opening") ? OPENING_POLL_MS : false,
    ...retryWhileMissing,
  });
}

/** The charges up to a time, a hundred per page. */
export function useUpcoming(until: string) {
  return useInfiniteQuery({
    queryKey: ["billing", "upcoming", until],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: cursor }) =>
      unwrap(api.GET("/v1/billing/upcoming", { params: { query: { until, limit: 100, ...(cursor && { cursor }) } } })),
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    ...retryWhileMissing,
  });
}

/** The charges of the next three months for a person's own numbers. */
export function usePersonCharges(user_id: string) {
  return useInfiniteQuery({
    queryKey: ["billing", "upcoming of", user_id],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam: cursor }) =>
      unwrap(
        api.GET("/v1/users/{user_id}/upcoming", {
          params: { path: { user_id }, query: { limit: 100, ...(cursor && { cursor }) } },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor,
    ...retryWhileMissing,
  });
}
