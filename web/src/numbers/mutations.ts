/** Changing a number: the panel and the lists are read again. */
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Body } from "../api/shapes";
import type { PhoneNumber } from "./types";

type Change = Body<"/v1/numbers/{id}", "patch">;

/** A function that has a number, as it is now, shown everywhere. */
export function useShowUpdated() {
  const queries = useQueryClient();
  return (changed: PhoneNumber) => {
    queries.setQueryData(["numbers", "one", changed.number_id], changed);
    void queries.invalidateQueries({ queryKey: ["numbers"] });
    void queries.invalidateQueries({ queryKey: ["billing"] });
  };
}

/** Assigns, names, or makes it the default. */
export function useUpdateNumber(number: PhoneNumber, onChanged: () => void = () => undefined) {
  const show = useShowUpdated();
  const path = { id: number.number_id };
  return useApiMutation((body: Change) => unwrap(api.PATCH("/v1/numbers/{id}", { params: { path }, body })), {
    onSuccess: (changed) => {
      show(changed);
      onChanged();
    },
  });
}
