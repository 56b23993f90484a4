/** What the dashboard asks for, in as few requests as the lists allow: everything of a small team, the rest by filters. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, unwrap } from "../api/client";
import { useTimeZone } from "../api/profile";
import { retryWhileMissing } from "../api/queryClient";
import { useUpcoming, type Charge } from "../billing";
import { addDays, dayInZone, endOfDay } from "../formats/time";
import type { PhoneNumber } from "../numbers";

const MOST = 100; // rows of a page of the API
const INVITED_POLL_MS = 15_000;
const CHARGES_DAYS = 31;

/** The people of a team: all of up to 100; of a larger one the first 100, and the newest invitations. */
export function usePeopleAtOnce() {
  const everyone = useUsersPage(undefined, true);
  const isPartial = Boolean(everyone.data?.next_cursor);
  const invitations = useUsersPage("invited", isPartial);
  const people = everyone.data?.items ?? [];
  const invited = isPartial ? (invitations.data?.items ?? []) : people.filter(({ status }) => status === "invited");
  return { people, invited, isPartial, queries: [everyone, invitations] };
}

function useUsersPage(status: "invited" | undefined, enabled: boolean) {
  const query = { limit: MOST, ...(status && { status }) };
  return useQuery({
    queryKey: ["team", "users", "at once", query],
    queryFn: () => unwrap(api.GET("/v1/team/users", { params: { query } })),
    enabled,
    refetchInterval: ({ state }) =>
      state.data?.items.some((user) => user.status === "invited") ? INVITED_POLL_MS : false,
    ...retryWhileMissing,
  });
}

/** The team's numbers that are in trouble, and whether there are any: all of up to 100, else asked for by status. */
export function useNumbersAtOnce() {
  const all = useNumbersPage(undefined, true);
  const isPartial = Boolean(all.data?.next_cursor);
  const suspended = useNumbersPage("suspended", isPartial);
  const failed = useNumbersPage("failed", isPartial);
  const releasing = useNumbersPage("releasing", isPartial);
  const of = (status: PhoneNumber["status"]) => (all.data?.items ?? []).filter((number) => number.status === status);
  const holds = (all.data?.items ?? []).some(({ status }) => HELD.includes(status));
  return {
    suspended: isPartial ? (suspended.data?.items ?? []) : of("suspended"),
    releasing: isPartial ? (releasing.data?.items ?? []) : of("releasing"),
    failed: isPartial ? (failed.data?.items ?? []) : of("failed"),
    hasNumber: isPartial || holds,
    queries: [all, suspended, failed, releasing],
  };
}

function useNumbersPage(status: "suspended" | "failed" | "releasing" | undefined, enabled: boolean) {
  const query = { limit: MOST, ...(status && { status }) };
  return useQuery({
    queryKey: ["numbers", "list", query],
    queryFn: () => unwrap(api.GET("/v1/numbers", { params: { query } })),
    enabled,
    ...retryWhileMissing,
  });
}

const HELD: PhoneNumber["status"][] = ["ordering", "active", "suspended"];

/** The charges of the next 31 days, of whole days only: one with many plans has several pages. */
export function useChargesAhead() {
  const zone = useTimeZone();
  const upcoming = useUpcoming(endOfDay(addDays(dayInZone(zone), CHARGES_DAYS), zone));
  const { hasNextPage, isFetching, fetchNextPage } = upcoming;
  const charges = upcoming.data?.pages.flatMap(({ items }) => items) ?? [];
  const whole = wholeDays(charges, hasNextPage, zone);
  useEffect(() => {
    if (hasNextPage && !isFetching && whole.length === 0) void fetchNextPage();
  }, [hasNextPage, isFetching, whole.length, fetchNextPage]);
  return { charges: whole, isPending: upcoming.isPending };
}

/** Leave out the last day while more pages follow: the rest of its charges may be on the next one. */
export function wholeDays(charges: Charge[], more: boolean, zone: string): Charge[] {
  const last = charges.at(-1);
  if (!more || !last) return charges;
  return charges.filter(({ when }) => dayInZone(zone, when) !== dayInZone(zone, last.when));
}
