/** How emergency calls are made, where the person usually is, and whether they have acknowledged it (N11). */
import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import type { Answer, Body } from "../../api/shapes";

export type Emergency = Answer<"/v1/calling/emergency-address">;
type AddressRequest = Body<"/v1/calling/emergency-address", "put">;

const KEY = ["emergency"];

export function useEmergency() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => unwrap(api.GET("/v1/calling/emergency-address")),
    staleTime: 60_000,
  });
}

function useShow(onSaved: () => void) {
  const queries = useQueryClient();
  return (changed: Emergency) => {
    queries.setQueryData(KEY, changed);
    onSaved();
  };
}

export function useSaveAddress(onSaved: () => void) {
  const onSuccess = useShow(onSaved);
  return useApiMutation((body: AddressRequest) => unwrap(api.PUT("/v1/calling/emergency-address", { body })), {
    says: t`Emergency address saved.`,
    onSuccess,
  });
}

/** Acknowledges the notice; the first time counts. */
export function useAcknowledge() {
  const onSuccess = useShow(() => undefined);
  return useApiMutation(() => unwrap(api.POST("/v1/calling/emergency-acknowledgment")), {
    says: t`Acknowledged.`,
    onSuccess,
  });
}
