/** Changing a number: the panel and the lists are read again. */
import { useQueryClient } from "@tanstack/react-query";

import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import type { Body } from "../api/shapes";
import type { PhoneNumber } from "./queries";

type Change = Body<"/v1/numbers/{id}", "patch">;

/** A function that has a number, as it is now, shown everywhere. */
export function useShowChanged() {
  const queries = useQueryClient();
  return (changed: PhoneNumber) => {
    queries.setQueryData(["numbers", "one", changed.number_id], changed);
    void queries.invalidateQueries({ queryKey: ["numbers"] });
    void queries.invalidateQueries({ queryKey: ["billing"] });
  };
}

/** Assigns, names, or makes it the default. */
export function useNumberChange(number: PhoneNumber, onChanged: () => void = () => undefined) {
  const show = useShowChanged();
  const path = { id: number.number_id };
  return useAttempt((body: Change) => answer(api.PATCH("/v1/numbers/{id}", { params: { path }, body })), {
    onSuccess: (changed) => {
      show(changed);
      onChanged();
    },
  });
}
