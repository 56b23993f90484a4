/** Endpoints and what was sent to them: the queries, and what changes them (E8). */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer, Body, Row } from "../api/shapes";

export type Endpoint = Row<"/v1/team/webhooks">;
export type EndpointWithSecret = Answer<"/v1/team/webhooks", "post">;
export type NewEndpoint = Body<"/v1/team/webhooks">;
export type EventType = NewEndpoint["events"][number];
export type Delivery = Row<"/v1/team/webhooks/{id}/deliveries">;
type Change = Body<"/v1/team/webhooks/{id}", "patch">;

const ALL = ["webhooks"];
const SECONDS = 1_000;

export function useEndpoints() {
  return useQuery({ queryKey: [...ALL, "list"], queryFn: () => unwrap(api.GET("/v1/team/webhooks")) });
}

export function useEndpoint(id: string) {
  return useQuery({
    queryKey: [...ALL, id],
    queryFn: () => unwrap(api.GET("/v1/team/webhooks/{id}", { params: { path: { id } } })),
  });
}

export function useEventTypes() {
  return useQuery({
    queryKey: ["webhook-events"],
    queryFn: () => unwrap(api.GET("/v1/webhook-events")),
    staleTime: Infinity,
  });
}

/** The log of an endpoint; polled while something is on its way for the first time. */
export function useDeliveries(id: string, status: Delivery["status"] | null, cursor: string | null) {
  return useQuery({
    queryKey: [...ALL, id, "deliveries", status, cursor],
    queryFn: () =>
      unwrap(
        api.GET("/v1/team/webhooks/{id}/deliveries", {
          params: { path: { id }, query: { limit: 25, ...(status && { status }), ...(cursor && { cursor }) } },
        }),
      ),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some((one) => one.status === "waiting" && one.next_attempt_at === null) ? 2 * SECONDS : false,
  });
}

export function useAddEndpoint(onDone: (added: EndpointWithSecret) => void) {
  const refresh = useRefresh();
  return useApiMutation((body: NewEndpoint) => unwrap(api.POST("/v1/team/webhooks", { body })), {
    onSuccess: async (added) => {
      await refresh(); // so that the list shows it beside its secret
      onDone(added);
    },
  });
}

export function useChangeEndpoint(id: string, onDone: (changed: Endpoint) => void) {
  const refresh = useRefresh();
  return useApiMutation(
    (body: Change) => unwrap(api.PATCH("/v1/team/webhooks/{id}", { params: { path: { id } }, body })),
    {
      onSuccess: (changed) => {
        void refresh();
        onDone(changed);
      },
    },
  );
}

export function useRotateSecret(id: string, onDone: (rotated: EndpointWithSecret) => void) {
  const refresh = useRefresh();
  return useApiMutation(() => unwrap(api.POST("/v1/team/webhooks/{id}/secret", { params: { path: { id } } })), {
    onSuccess: (rotated) => {
      void refresh();
      onDone(rotated);
    },
  });
}

export function useDeleteEndpoint(id: string, onDone: () => void) {
  const refresh = useRefresh();
  return useApiMutation(() => unwrap(api.DELETE("/v1/team/webhooks/{id}", { params: { path: { id } } })), {
    onSuccess: () => {
      void refresh();
      onDone();
    },
  });
}

export function useSendTest(id: string, onDone: () => void) {
  const refresh = useRefresh();
  return useApiMutation(
    (_: void, header) => unwrap(api.POST("/v1/team/webhooks/{id}/test", { params: { path: { id }, header } })),
    {
      onSuccess: () => {
        void refresh();
        onDone();
      },
    },
  );
}

export function useResendMissed(id: string, onDone: () => void) {
  const refresh = useRefresh();
  return useApiMutation(
    (_: void, header) => unwrap(api.POST("/v1/team/webhooks/{id}/resend-missed", { params: { path: { id }, header } })),
    {
      onSuccess: () => {
        void refresh();
        onDone();
      },
    },
  );
}

export function useResend(id: string) {
  const refresh = useRefresh();
  return useApiMutation(
    (delivery_id: string, header) =>
      unwrap(
        api.POST("/v1/team/webhooks/{id}/deliveries/{delivery_id}/resend", {
          params: { path: { id, delivery_id }, header },
        }),
      ),
    { onSuccess: refresh },
  );
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ALL });
}
