/** Changes a number and updates what shows it. */
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Body } from "../api/shapes";
import type { PhoneNumber } from "./types";

type Change = Body<"/v1/numbers/{id}", "patch">;

/** Returns a function that shows a changed number everywhere. */
export function useShowUpdated() {
  const queries = useQueryClient();
  return (changed: PhoneNumber) => {
    queries.setQueryData(["numbers", "one", changed.number_id], changed);
    void queries.invalidateQueries({ queryKey: ["numbers"] });
    void queries.invalidateQueries({ queryKey: ["billing"] });
  };
}

/** Assigns a number, labels it, or makes it the default. */
export function useUpdateNumber(number: PhoneNumber, onChanged: () => void = () => undefined) {
  const show = useShowUpdated();
  const path = { id: number.number_id };
  return useApiMutation((body: Change) => unwrap(api.PATCH("/v1/numbers/{id}", { params: { path }, body })), {
    says: t`Number changed.`,
    onSuccess: (changed) => {
      show(changed);
      onChanged();
    },
  });
}
