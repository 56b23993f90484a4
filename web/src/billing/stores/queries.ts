/** What a person pays for in the app stores, and what moving to the web means (B9). */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import { retryWhileMissing } from "../../api/queryClient";
import { asQuote } from "../../api/quotes";
import type { components } from "../../api/schema";
import type { Row } from "../../api/shapes";

export type StoreSubscription = Row<"/v1/store-subscriptions">;
export type MovePreview = components["schemas"]["StoreMoveView"];
export type MovedSubscription = components["schemas"]["MovedSubscription"];
export type Span = components["schemas"]["CalendarSpan"];

export function useStoreSubscriptions() {
  return useQuery({
    queryKey: ["billing", "stores"],
    queryFn: () => unwrap(api.GET("/v1/store-subscriptions", { params: { query: { limit: 100 } } })),
    ...retryWhileMissing,
  });
}

/** Both calendars, as they would be after a move now. */
export function useMovePreview() {
  return useQuery<MovePreview>({
    queryKey: ["billing", "store move"],
    queryFn: () => unwrap(api.POST("/v1/store-subscriptions/move", { params: asQuote })),
    gcTime: 0,
  });
}

export function useMove(onSuccess: () => void) {
  const queries = useQueryClient();
  return useApiMutation<void, MovePreview>(
    (_, header) => unwrap(api.POST("/v1/store-subscriptions/move", { params: { header } })),
    {
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: ["billing"] });
        onSuccess();
      },
    },
  );
}
