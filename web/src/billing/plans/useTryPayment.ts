/** Tries the payment for plans that are past due now, and follows what comes of it (B8). */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import { useNotify } from "../../parts/notifications";
import { useRefreshPlans } from "./useRefreshPlans";

const [LOOK_MS, LOOKS] = [2_000, 8];

export function useTryPayment() {
  const notify = useNotify();
  const refresh = useRefreshPlans();
  const queries = useQueryClient();
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (looks === 0) return undefined;
    const timer = setTimeout(() => {
      void queries.invalidateQueries({ queryKey: ["billing"] });
      setLooks(looks - 1);
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [looks, queries]);
  const ask = useApiMutation(
    (id: string) => unwrap(api.POST("/v1/subscriptions/{id}/resume", { params: { path: { id } } })),
    {
      says: null, // what comes of it is shown in the alert
      onSuccess: () => setLooks(LOOKS),
      onError: (problem) => {
        notify({ type: "error", text: problem.message });
        refresh();
      },
    },
  );
  return { ask: ask.mutate, isAsking: ask.isPending || looks > 0, wasAsked: ask.isSuccess && looks === 0 };
}
