/** Queries of phone numbers. */
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import type { NumberKind } from "../api/plans";
import { retryWhileMissing } from "../api/queryClient";
import { isOrdering, pickPortOut } from "./lifecycle";
import type { Criteria, NumbersFilterValue, PhoneNumber, StopPolling } from "./types";

export const NO_FILTER: NumbersFilterValue = { q: "", status: null, user_id: null };
const PAGE = 25;

/** How often an order is polled, in milliseconds: each second at first, later less often, as a payment may take days. */
const pollInterval = (looks: number): number => (looks < 60 ? 1_000 : 15_000);

/** What the API filters numbers by. */
type Wanted = Pick<NumbersFilterValue, "status" | "user_id">;

/** Fetch some of the numbers that match a filter. */
export function fetchNumbers({ status, user_id }: Wanted, cursor: string | null, limit: number) {
  const query = { limit, ...(status && { status }), ...(user_id && { user_id }), ...(cursor && { cursor }) };
  return unwrap(api.GET("/v1/numbers", { params: { query } }));
}

/** How often numbers are read again while one of them is being ordered, in milliseconds. */
export function pollOrders(items: PhoneNumber[], reads: number): number | false {
  return items.some(isOrdering) ? pollInterval(reads) : false;
}

/** The first of the numbers that match a filter. Polled while one of them is being ordered. */
export function useNumbers(filter: Wanted, limit: number = PAGE) {
  return useQuery({
    queryKey: ["numbers", "list", filter, { limit }],
    queryFn: () => fetchNumbers(filter, null, limit),
    refetchInterval: ({ state }) => pollOrders(state.data?.items ?? [], state.dataUpdateCount),
    ...retryWhileMissing,
  });
}

/** The numbers of colleagues that ring for the person too: they share the calls, texts and voicemail. */
export function useSharedNumbers() {
  const query = { shared: true, limit: 100 };
  return useQuery({
    queryKey: ["numbers", "list", query],
    queryFn: () => unwrap(api.GET("/v1/numbers", { params: { query } })),
    ...retryWhileMissing,
  });
}

/** One number, polled until `until` says that a requested change shows. */
export function useNumber(id: string, listed: PhoneNumber | undefined, until: StopPolling | null) {
  return useQuery({
    queryKey: ["numbers", "one", id],
    queryFn: () => unwrap(api.GET("/v1/numbers/{id}", { params: { path: { id } } })),
    ...(listed && { placeholderData: listed }),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && (isOrdering(data) || (until && !until(data))) ? pollInterval(dataUpdateCount) : false,
  });
}

/** The newest open transfer of a number to another carrier, else the newest one; looked at again while it is open. */
export function usePortOut(number_id: string) {
  return useQuery({
    queryKey: ["numbers", "port-outs", number_id],
    queryFn: () => unwrap(api.GET("/v1/port-outs", { params: { query: { number_id, limit: 25 } } })),
    select: ({ items }) => pickPortOut(items),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      pickPortOut(data?.items ?? [])?.ended_at === null ? pollInterval(dataUpdateCount) : false,
  });
}

/** What is credited of a number's plan if the number leaves now. */
export function useUnusedDays(subscription_id: string | null) {
  return useQuery({
    queryKey: ["billing", "unused-days", subscription_id],
    queryFn: () =>
      unwrap(api.GET("/v1/subscriptions/{id}/unused-days", { params: { path: { id: subscription_id ?? "" } } })),
    enabled: subscription_id !== null,
    retry: false,
  });
}

/** How many search results are shown at first, and at most. */
export const FIRST_RESULTS = 20;
export const MAX_RESULTS = 50;

/** Numbers that can be bought, by search criteria. */
export function useAvailableNumbers(wanted: Partial<Criteria> & { kind: NumberKind }, limit: number) {
  const query = { ...wanted, limit };
  return useQuery({
    queryKey: ["stock", query],
    queryFn: () => unwrap(api.GET("/v1/numbers/available", { params: { query } })),
    placeholderData: (before, previous) => (isSameSearch(previous?.queryKey[1], wanted) ? before : undefined),
    staleTime: 60_000,
  });
}

/** Whether two searches differ only in their limit: their results may be shown while more are loading. */
function isSameSearch(before: unknown, wanted: object): boolean {
  return JSON.stringify({ ...(before as object), limit: 0 }) === JSON.stringify({ ...wanted, limit: 0 });
}
