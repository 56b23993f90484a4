/** Changes a member's role or status. */
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Body } from "../api/shapes";
import { displayName, type User } from "../api/team";
import { ROLE_LABELS } from "./labels";

type Change = Body<"/v1/team/users/{user_id}", "patch">;

/** Changes a member; the list and the panel are read again. */
export function useUpdateMember(user: User, onChanged: () => void = () => undefined) {
  const queries = useQueryClient();
  const user_id = user.user_id ?? "";
  return useApiMutation(
    (body: Change) => unwrap(api.PATCH("/v1/team/users/{user_id}", { params: { path: { user_id } }, body })),
    {
      says: (changed) => sentenceOf(changed),
      onSuccess: (changed) => {
        queries.setQueryData(["team", "user", user_id], changed);
        void queries.invalidateQueries({ queryKey: ["team"] });
        onChanged();
      },
    },
  );
}

/** What a change made of a member. */
function sentenceOf(user: Pick<User, "name" | "email" | "status" | "role">): string {
  if (user.status === "suspended") return t`${displayName(user)} is suspended.`;
  return t`${displayName(user)} is active as ${ROLE_LABELS[user.role]}.`;
}
