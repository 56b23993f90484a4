/** What the portal asks about the team's activity (T10). */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import { arriving } from "../api/queries";
import type { Row } from "../api/shapes";

export type Act = Row<"/v1/team/activity">;

export interface Filter {
  action: string | null;
  mine: boolean;
}

export function useActivity({ action, mine }: Filter, cursor: string | null, limit = 25, enabled = true) {
  const query = { limit, ...(action && { action }), ...(mine && { actor: "me" }), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["team", "activity", query],
    queryFn: () => answer(api.GET("/v1/team/activity", { params: { query } })),
    placeholderData: keepPreviousData,
    enabled,
    ...arriving,
  });
}
