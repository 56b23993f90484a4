/** Queries of the call log and of voicemails. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useTimeZone } from "../api/profile";
import { retryWhileMissing } from "../api/queryClient";
import { toQuery } from "./callLog";
import type { CallsFilterValue } from "./types";

const PAGE = 25;

/** One page of the calls that match a filter. */
export function useCalls(filter: CallsFilterValue, cursor: string | null) {
  const zone = useTimeZone();
  const query = { limit: PAGE, ...toQuery(filter, zone), ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ["calls", query],
    queryFn: () => unwrap(api.GET("/v1/calls", { params: { query } })),
    placeholderData: keepPreviousData,
    ...retryWhileMissing,
  });
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
