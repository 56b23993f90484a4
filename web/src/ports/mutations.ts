/** Changing, sending and calling off: the page and the lists are read again. */
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { PortInChange } from "./bill";
import { type PortIn, type PortInDocument, portInQuery } from "./queries";

/** A function that has one, as it is now, shown everywhere. */
export function useShowUpdated() {
  const queries = useQueryClient();
  return (changed: PortIn) => {
    queries.setQueryData(portInQuery(changed.port_id).queryKey, changed);
    void queries.invalidateQueries({ queryKey: ["port-ins", "list"] });
  };
}

const FRESH_MS = 10 * 60_000; // a form for a paper is good for a quarter of an hour

/** How a paper's form is got while it is good: signing the letter takes longer than that. And all of it read again. */
export function useDocumentForms(id: string) {
  const queries = useQueryClient();
  const refetch = () => queries.invalidateQueries({ queryKey: portInQuery(id).queryKey });
  const getFreshForm = async (paper: PortInDocument): Promise<PortInDocument> => {
    const port = await queries.fetchQuery({ ...portInQuery(id), staleTime: FRESH_MS });
    return port.documents.find(({ kind }) => kind === paper.kind) ?? paper;
  };
  return { freshForm: getFreshForm, readAnew: refetch };
}

/** Changes the form; where nothing is another way, nothing is sent. */
export function useUpdatePortIn(port: PortIn, onChanged: () => void) {
  const show = useShowUpdated();
  const path = { id: port.port_id };
  return useApiMutation(
    async (body: PortInChange | null) =>
      body ? unwrap(api.PATCH("/v1/port-ins/{id}", { params: { path }, body })) : port,
    {
      onSuccess: (changed) => {
        if (changed !== port) show(changed);
        onChanged();
      },
    },
  );
}

/** Mends what is another way, if anything, and sends it. */
export function useSubmitPortIn(port: PortIn, onSent: () => void) {
  const show = useShowUpdated();
  const params = { path: { id: port.port_id } };
  return useApiMutation(
    async (changes: PortInChange | null, header) => {
      if (changes) show(await unwrap(api.PATCH("/v1/port-ins/{id}", { params, body: changes })));
      return unwrap(api.POST("/v1/port-ins/{id}/submit", { params: { ...params, header } }));
    },
    {
      onSuccess: (sent) => {
        show(sent);
        onSent();
      },
    },
  );
}

/** Calls it off; done at once for a draft, else the carrier is asked to leave it. */
export function useCancelPortIn(port: PortIn, onCalledOff: (port: PortIn) => void) {
  const show = useShowUpdated();
  const path = { id: port.port_id };
  return useApiMutation(
    (_: string, header) => unwrap(api.POST("/v1/port-ins/{id}/cancel", { params: { path, header } })),
    {
      onSuccess: (after) => {
        show(after);
        onCalledOff(after);
      },
    },
  );
}
