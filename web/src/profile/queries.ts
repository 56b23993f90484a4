/** Where the signed-in person has sessions, and their second factors. */
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import type { Answer, Row } from "../api/shapes";

export type SignedInSession = Row<"/v1/sessions">;

export type SecondFactor = Answer<"/v1/factors">["items"][number];

export function useFactors() {
  return useQuery({ queryKey: ["factors"], queryFn: () => unwrap(api.GET("/v1/factors")) });
}

export function useSessions() {
  return useQuery({ queryKey: ["sessions"], queryFn: () => unwrap(api.GET("/v1/sessions")) });
}
