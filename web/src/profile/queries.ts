/** Where the signed-in person has sessions, their second factors, and their exports. */
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import type { Answer, Row } from "../api/shapes";

export type SignedInSession = Row<"/v1/sessions">;

export type SecondFactor = Answer<"/v1/factors">["items"][number];

export function useFactors() {
  return useQuery({ queryKey: ["factors"], queryFn: () => unwrap(api.GET("/v1/factors")) });
}

export type DataExport = Answer<"/v1/exports">["items"][number];

/** The person's exports of the last days; looked at again while one is being prepared. */
export function useExports() {
  return useQuery({
    queryKey: ["exports"],
    queryFn: () => unwrap(api.GET("/v1/exports")),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data?.items.some((each) => each.status === "preparing") ? (dataUpdateCount < 60 ? 1_000 : 15_000) : false,
  });
}

export function useSessions() {
  return useQuery({ queryKey: ["sessions"], queryFn: () => unwrap(api.GET("/v1/sessions")) });
}
