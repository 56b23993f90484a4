/** Queries of the team's activity (T10). */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import type { Row } from "../api/shapes";

export type ActivityEntry = Row<"/v1/team/activity">;

export interface ActivityFilterValue {
  action: string | null;
  mine: boolean;
}

export function useActivity({ action, mine }: ActivityFilterValue, cursor: string | null, limit = 25, enabled = true) {
  const query = { limit, ...(action && { action }), ...(mine && { actor: "me" }), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["team", "activity", query],
    queryFn: () => unwrap(api.GET("/v1/team/activity", { params: { query } })),
    placeholderData: keepPreviousData,
    enabled,
    ...retryWhileMissing,
  });
}
