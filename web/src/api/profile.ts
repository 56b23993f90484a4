/** The signed-in person's profile, and the time zone that times are shown in. */
import { useQuery } from "@tanstack/react-query";

import { BROWSER_TIME_ZONE } from "../formats/time";
import { api, unwrap } from "./client";
import type { Answer } from "./shapes";

export type Profile = Answer<"/v1/profile">;

export function useProfile() {
  return useQuery({ queryKey: ["profile"], queryFn: () => unwrap(api.GET("/v1/profile")), staleTime: 60_000 });
}

/** Returns the IANA time zone that this person reads times in; the browser's until the profile is loaded. */
export function useTimeZone(): string {
  return useProfile().data?.time_zone || BROWSER_TIME_ZONE;
}
