/** Changes a member's role or status. */
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Body } from "../api/shapes";
import type { User } from "../api/team";

type Change = Body<"/v1/team/users/{user_id}", "patch">;

/** Changes a member; the list and the panel are read again. */
export function useUpdateMember(user: User, onChanged: () => void = () => undefined) {
  const queries = useQueryClient();
  const user_id = user.user_id ?? "";
  return useApiMutation(
    (body: Change) => unwrap(api.PATCH("/v1/team/users/{user_id}", { params: { path: { user_id } }, body })),
    {
      onSuccess: (changed) => {
        queries.setQueryData(["team", "user", user_id], changed);
        void queries.invalidateQueries({ queryKey: ["team"] });
        onChanged();
      },
    },
  );
}
