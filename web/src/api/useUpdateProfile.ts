/** Changes the signed-in person's profile. */
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "./client";
import { useApiMutation } from "./idempotency";
import type { Profile } from "./profile";
import type { Body } from "./shapes";

type ProfileChange = Body<"/v1/profile", "patch">;

export function useUpdateProfile(onChanged: (profile: Profile) => void = () => undefined) {
  const queries = useQueryClient();
  return useApiMutation((body: ProfileChange) => unwrap(api.PATCH("/v1/profile", { body })), {
    says: t`Profile saved.`,
    onSuccess: (profile) => {
      queries.setQueryData(["profile"], profile);
      void queries.invalidateQueries({ queryKey: ["team"] });
      onChanged(profile);
    },
  });
}
