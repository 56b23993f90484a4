/** Queries of the call log and of voicemails. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { toQuery } from "./callLog";
import type { CallsFilterValue } from "./types";

const PAGE = 25;

/** Fetch some of the calls that match a filter; its days are those of the zone. */
export function fetchCalls(filter: CallsFilterValue, zone: string, cursor: string | null, limit: number) {
  const query = { limit, ...toQuery(filter, zone), ...(cursor && { cursor }) };
  return unwrap(api.GET("/v1/calls", { params: { query } }));
}

/** One page of the person's own voicemails, the new ones first; listening to one moves none. */
export function useVoicemails(number_id: string | null, cursor: string | null) {
  const query = { limit: PAGE, ...(number_id && { number_id }), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["voicemails", query],
    queryFn: async () => {
      const page = await unwrap(api.GET("/v1/voicemails", { params: { query } }));
      return { ...page, items: [...page.items].sort((one, other) => Number(other.is_new) - Number(one.is_new)) };
    },
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}
