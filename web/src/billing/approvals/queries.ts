/** Queries and changes of what admins may spend, and of what they ask the owner to approve (T11). */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import { retryWhileMissing } from "../../api/queryClient";
import type { Body, Row } from "../../api/shapes";

export type Approval = Row<"/v1/approvals">;
/** The request that was refused, without its key. */
export type Approvable = Omit<Body<"/v1/approvals">, "idempotency_key">;

const PAGE = 25;

export function useApprovals(cursor: string | null, status?: "pending", enabled = true) {
  const query = { limit: PAGE, ...(cursor && { cursor }), ...(status && { status }) };
  return useQuery({
    queryKey: ["billing", "approvals", query],
    queryFn: () => unwrap(api.GET("/v1/approvals", { params: { query } })),
    placeholderData: keepPreviousData,
    enabled,
    ...retryWhileMissing,
  });
}

export function useAdminLimit(user_id: string, enabled = true) {
  return useQuery({
    queryKey: ["billing", "admin-limit", user_id],
    queryFn: () => unwrap(api.GET("/v1/users/{user_id}/admin-limit", { params: { path: { user_id } } })),
    enabled,
    ...retryWhileMissing,
  });
}

/** Asks the owner for the very request: the key that names it becomes the payment's. */
export function useAskOwner() {
  const queries = useQueryClient();
  return useApiMutation(
    (body: Approvable, key) =>
      unwrap(api.POST("/v1/approvals", { body: { ...body, idempotency_key: key["Idempotency-Key"] } })),
    { onSuccess: () => void queries.invalidateQueries({ queryKey: ["billing", "approvals"] }) },
  );
}

/** Approves at the amount that is shown, or declines. */
export function useDecide(approval: Approval, onDone: (approved: boolean) => void) {
  const queries = useQueryClient();
  const path = { id: approval.approval_id };
  return useApiMutation(
    (approves: boolean, header) =>
      approves
        ? unwrap(
            api.POST("/v1/approvals/{id}/approve", { params: { path, header }, body: { amount: approval.amount } }),
          )
        : unwrap(api.POST("/v1/approvals/{id}/decline", { params: { path, header } })),
    {
      onSuccess: (_, approved) => {
        onDone(approved);
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
}
