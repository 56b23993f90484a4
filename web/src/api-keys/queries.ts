/** API keys of the team: the query, and what changes them (decision 093). */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer, Body, Row } from "../api/shapes";

export type ApiKey = Row<"/v1/team/api-keys">;
export type ApiKeyWithSecret = Answer<"/v1/team/api-keys", "post">;
export type NewApiKey = Body<"/v1/team/api-keys">;
export type Scope = NewApiKey["scopes"][number];
type Rotation = Body<"/v1/team/api-keys/{id}/rotate">;

const ALL = ["api-keys"];

export function useApiKeys() {
  return useQuery({ queryKey: ALL, queryFn: () => unwrap(api.GET("/v1/team/api-keys")) });
}

export function useMakeKey(onDone: (made: ApiKeyWithSecret) => void) {
  const refresh = useRefresh();
  return useApiMutation((body: NewApiKey) => unwrap(api.POST("/v1/team/api-keys", { body })), {
    onSuccess: async (made) => {
      await refresh(); // so that the list shows it beside its secret
      onDone(made);
    },
  });
}

export function useRotateKey(id: string, onDone: (rotated: ApiKeyWithSecret) => void) {
  const refresh = useRefresh();
  return useApiMutation(
    (body: Rotation) => unwrap(api.POST("/v1/team/api-keys/{id}/rotate", { params: { path: { id } }, body })),
    {
      onSuccess: (rotated) => {
        void refresh();
        onDone(rotated);
      },
    },
  );
}

export function useRevokeKey(id: string, onDone: () => void) {
  const refresh = useRefresh();
  return useApiMutation(() => unwrap(api.DELETE("/v1/team/api-keys/{id}", { params: { path: { id } } })), {
    onSuccess: () => {
      void refresh();
      onDone();
    },
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ALL });
}
