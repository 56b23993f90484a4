/** What the portal asks identity about the person who is signed in. */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "../api/client";
import type { Row } from "../api/shapes";
import { OWN_ZONE } from "../formats/time";

export type SignedInSession = Row<"/v1/sessions">;

export function useProfile() {
  return useQuery({ queryKey: ["profile"], queryFn: () => answer(api.GET("/v1/profile")), staleTime: 60_000 });
}

/** The time zone that this person reads times in. */
export function useZone(): string {
  return useProfile().data?.time_zone || OWN_ZONE;
}

export function useSessions() {
  return useQuery({ queryKey: ["sessions"], queryFn: () => answer(api.GET("/v1/sessions")) });
}

/** A function that has everything about one's own account read again. */
export function useRefreshProfile(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ["profile"] });
    await queries.invalidateQueries({ queryKey: ["team"] });
  };
}
