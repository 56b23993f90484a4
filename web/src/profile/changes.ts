/** Changing one's own profile. */
import { useQueryClient } from "@tanstack/react-query";

import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import type { Answer, Body } from "../api/shapes";

export type ProfileView = Answer<"/v1/profile">;
export type ProfileChange = Body<"/v1/profile", "patch">;

export function useProfileChange(onChanged: (profile: ProfileView) => void = () => undefined) {
  const queries = useQueryClient();
  return useAttempt((body: ProfileChange) => answer(api.PATCH("/v1/profile", { body })), {
    onSuccess: (profile) => {
      queries.setQueryData(["profile"], profile);
      void queries.invalidateQueries({ queryKey: ["team"] });
      onChanged(profile);
    },
  });
}
