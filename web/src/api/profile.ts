/** The signed-in person's profile: read it, change it, and the time zone that times are shown in. */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { BROWSER_TIME_ZONE } from "../formats/time";
import { api, unwrap } from "./client";
import { useApiMutation } from "./idempotency";
import type { Answer, Body } from "./shapes";

export type Profile = Answer<"/v1/profile">;
type ProfileChange = Body<"/v1/profile", "patch">;

export function useProfile() {
  return useQuery({ queryKey: ["profile"], queryFn: () => unwrap(api.GET("/v1/profile")), staleTime: 60_000 });
}

/** Returns the IANA time zone that this person reads times in; the browser's until the profile is loaded. */
export function useTimeZone(): string {
  return useProfile().data?.time_zone || BROWSER_TIME_ZONE;
}

export function useUpdateProfile(onChanged: (profile: Profile) => void = () => undefined) {
  const queries = useQueryClient();
  return useApiMutation((body: ProfileChange) => unwrap(api.PATCH("/v1/profile", { body })), {
    onSuccess: (profile) => {
      queries.setQueryData(["profile"], profile);
      void queries.invalidateQueries({ queryKey: ["team"] });
      onChanged(profile);
    },
  });
}
