/** Queries of usage: sums of a period, by what they are grouped. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useProfile, useTimeZone } from "../api/profile";
import { retryWhileMissing } from "../api/queryClient";
import type { Answer } from "../api/shapes";
import type { paths } from "../api/schema";
import { addDays, dayInZone } from "../formats/time";
import { sumRecent } from "./recent";
import { monthStart, RECENT_DAYS, type Period, type UsageFilter } from "./period";

export type Usage = Answer<"/v1/usage">;
export type UsageRow = Usage["rows"][number];
type Query = NonNullable<paths["/v1/usage"]["get"]["parameters"]["query"]>;
type Kind = NonNullable<Query["kind"]>;
export type Group = "day" | "user" | "kind" | "country" | "number";

/** The query of a period: whole days in the reader's time zone. */
export function toQuery({ first, last }: Pick<Period, "first" | "last">, filter: Partial<UsageFilter>, zone: string) {
  const { user_id, kind, country, number_id } = filter;
  return {
    from: first,
    to: last,
    time_zone: zone,
    ...(user_id && { user_id }),
    ...(kind && { kind: kind as Kind }),
    ...(country && { country }),
    ...(number_id && { number_id }),
  };
}

/** What was used in a period, summed by `group`; what is shown already stays until it is there. */
export function useUsage(
  period: Pick<Period, "first" | "last">,
  filter: Partial<UsageFilter>,
  group: Group,
  { enabled = true, plans = true } = {},
) {
  const query = { ...toQuery(period, filter, useTimeZone()), ...(!plans && { plans }), group_by: group };
  return useQuery({
    queryKey: ["usage", query],
    queryFn: () => unwrap(api.GET("/v1/usage", { params: { query } })),
    enabled: useProfile().isSuccess && enabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    ...retryWhileMissing,
  });
}

/** The days of the small charts, and of what is spent this month: one request serves both, of everyone. */
function recentPeriod(today: string): Pick<Period, "first" | "last"> {
  const [month, days] = [monthStart(today), addDays(today, 1 - RECENT_DAYS)];
  return { first: month < days ? month : days, last: today };
}

/**
 * What each person used in the last days, in one request; of a team too large for that there is nothing to show.
 * Number plans are left out, as in their spend limits, which are shown beside it.
 */
export function useRecentUsage() {
  const zone = useTimeZone();
  const today = dayInZone(zone);
  const query = { ...toQuery(recentPeriod(today), {}, zone), plans: false, group_by: "day,user" };
  const usage = useQuery({
    queryKey: ["usage", query],
    queryFn: () => unwrap(api.GET("/v1/usage", { params: { query } })),
    enabled: useProfile().isSuccess,
    staleTime: 60_000,
    ...retryWhileMissing,
  });
  const rows = usage.data?.rows;
  const of = (user_id: string) =>
    rows &&
    sumRecent(
      rows.filter((row) => row.user_id === user_id),
      today,
    );
  return { of };
}
