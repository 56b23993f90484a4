/** Changes, submits and cancels port-ins, and updates what shows them. */
import { useQueryClient } from "@tanstack/react-query";

import { UPLOAD_FORM_FRESH_MS } from "../api/terms";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { PortInChange } from "./bill";
import { type CodeChannel, type PortIn, type PortInDocument, portInQuery } from "./queries";

/** Returns a function that shows a changed port-in everywhere. */
export function useShowUpdated() {
  const queries = useQueryClient();
  return (changed: PortIn) => {
    queries.setQueryData(portInQuery(changed.port_id).queryKey, changed);
    for (const { port_id } of changed.numbers.filter(({ port_id }) => port_id !== changed.port_id)) {
      const { queryKey } = portInQuery(port_id);
      queries.setQueryData<PortIn>(queryKey, (known) => known && { ...known, numbers: changed.numbers });
      void queries.invalidateQueries({ queryKey });
    }
    void queries.invalidateQueries({ queryKey: ["port-ins", "list"] });
  };
}

/** Fetches a valid upload form for a document: signing the letter takes longer than a form is valid. */
export function useDocumentForms(id: string) {
  const queries = useQueryClient();
  const refetch = () => queries.invalidateQueries({ queryKey: portInQuery(id).queryKey });
  const getFreshForm = async (document: PortInDocument): Promise<PortInDocument> => {
    const port = await queries.fetchQuery({ ...portInQuery(id), staleTime: UPLOAD_FORM_FRESH_MS });
    return port.documents.find(({ kind }) => kind === document.kind) ?? document;
  };
  return { getFreshForm, refetch };
}

/** Changes the form; null means that nothing changed, and nothing is sent. */
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

/** Has a code sent to the number. */
export function useSendCode(port: PortIn) {
  const onSuccess = useShowUpdated();
  const path = { id: port.port_id };
  return useApiMutation(
    (channel: CodeChannel, header) =>
      unwrap(api.POST("/v1/port-ins/{id}/code", { params: { path, header }, body: { channel } })).then(keepForms(port)),
    { onSuccess },
  );
}

/** Checks the code as typed. */
export function useCheckCode(port: PortIn) {
  const onSuccess = useShowUpdated();
  const path = { id: port.port_id };
  return useApiMutation(
    (code: string, header) =>
      unwrap(api.POST("/v1/port-ins/{id}/verify", { params: { path, header }, body: { code } })).then(keepForms(port)),
    { onSuccess },
  );
}

/** Writes to the carrier's staff. */
export function useAnswerComment(port: PortIn, onSent: () => void) {
  const queries = useQueryClient();
  const path = { id: port.port_id };
  return useApiMutation(
    (body: string, header) =>
      unwrap(api.POST("/v1/port-ins/{id}/comments", { params: { path, header }, body: { body } })),
    {
      onSuccess: () => {
        onSent();
        void queries.invalidateQueries({ queryKey: ["port-ins", "comments", port.port_id] });
      },
    },
  );
}

/** What answers without upload forms keeps those that are shown. */
function keepForms(port: PortIn) {
  return (changed: PortIn): PortIn => ({ ...changed, documents: port.documents });
}

/** Saves the changes, if there are any, and submits the form. */
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

/** Cancels a port-in, or all numbers of its request: a draft right away, otherwise our carrier is asked to. */
export function useCancelPortIn(port: PortIn, onCanceled: (port: PortIn) => void) {
  const show = useShowUpdated();
  const path = { id: port.port_id };
  return useApiMutation(
    (whole_request: boolean, header) =>
      unwrap(api.POST("/v1/port-ins/{id}/cancel", { params: { path, header, query: { whole_request } } })),
    {
      onSuccess: (after) => {
        show(after);
        onCanceled(after);
      },
    },
  );
}
