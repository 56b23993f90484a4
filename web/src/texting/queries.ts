/** The registration for texting: its query, and what stores and sends it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { retryWhileMissing } from "../api/queryClient";
import { unwrapResult } from "../api/quotes";
import type { Body, Row } from "../api/shapes";

export type Registration = Row<"/v1/texting/registrations">;
export type Form = Body<"/v1/texting/registrations">;

const QUERY = ["texting", "registration"];
const SECONDS = 1_000;
const WITH_REVIEWERS: Registration["status"][] = ["paying", "checking_business", "checking_messages"];

/** The registration of the team, or of a person without one; null if there is none. Polled while it is reviewed. */
export function useRegistration() {
  return useQuery({
    queryKey: QUERY,
    queryFn: async (): Promise<Registration | null> =>
      (await unwrap(api.GET("/v1/texting/registrations"))).items[0] ?? null,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && WITH_REVIEWERS.includes(data.status) ? (dataUpdateCount < 30 ? 2 : 30) * SECONDS : false,
    ...retryWhileMissing,
  });
}

/** Stores the form, then sends it: for the first time, or corrected. */
export function useSendForm(known: Registration | null, onSent: () => void) {
  const queries = useQueryClient();
  return useApiMutation(
    async (form: Form, header) => {
      const saved = await save(known, form);
      const params = { path: { id: saved.registration_id }, header };
      return unwrapResult(api.POST("/v1/texting/registrations/{id}/submit", { params }));
    },
    {
      onSuccess: (sent) => {
        queries.setQueryData(QUERY, sent);
        void queries.invalidateQueries({ queryKey: ["numbers"] });
        onSent();
      },
      onError: () => void queries.invalidateQueries({ queryKey: QUERY }),
    },
  );
}

async function save(known: Registration | null, form: Form): Promise<Registration> {
  if (!known) return unwrap(api.POST("/v1/texting/registrations", { body: form }));
  const params = { path: { id: known.registration_id } };
  const body = known.editable.includes("*") ? form : { messages: form.messages };
  return unwrap(api.PATCH("/v1/texting/registrations/{id}", { params, body }));
}
