/** Changing, sending and calling off: the page and the lists are read again. */
import { useQueryClient } from "@tanstack/react-query";

import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import type { PortInChange } from "./bill";
import { portInQuery, type Paper, type PortIn } from "./queries";

/** A function that has one, as it is now, shown everywhere. */
export function useShowChanged() {
  const queries = useQueryClient();
  return (changed: PortIn) => {
    queries.setQueryData(portInQuery(changed.port_id).queryKey, changed);
    void queries.invalidateQueries({ queryKey: ["port-ins", "list"] });
  };
}

const FRESH_MS = 10 * 60_000; // a form for a paper is good for a quarter of an hour

/** How a paper's form is got while it is good: signing the letter takes longer than that. And all of it read again. */
export function usePapers(id: string) {
  const queries = useQueryClient();
  const readAnew = () => queries.invalidateQueries({ queryKey: portInQuery(id).queryKey });
  const freshForm = async (paper: Paper): Promise<Paper> => {
    const port = await queries.fetchQuery({ ...portInQuery(id), staleTime: FRESH_MS });
    return port.documents.find(({ kind }) => kind === paper.kind) ?? paper;
  };
  return { freshForm, readAnew };
}

/** Changes the form; where nothing is another way, nothing is sent. */
export function useChange(port: PortIn, onChanged: () => void) {
  const show = useShowChanged();
  const path = { id: port.port_id };
  return useAttempt(
    async (body: PortInChange | null) =>
      body ? answer(api.PATCH("/v1/port-ins/{id}", { params: { path }, body })) : port,
    {
      onSuccess: (changed) => {
        if (changed !== port) show(changed);
        onChanged();
      },
    },
  );
}

/** Mends what is another way, if anything, and sends it. */
export function useSending(port: PortIn, onSent: () => void) {
  const show = useShowChanged();
  const params = { path: { id: port.port_id } };
  return useAttempt(
    async (changes: PortInChange | null, header) => {
      if (changes) show(await answer(api.PATCH("/v1/port-ins/{id}", { params, body: changes })));
      return answer(api.POST("/v1/port-ins/{id}/submit", { params: { ...params, header } }));
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
export function useCalling(port: PortIn, onCalledOff: (port: PortIn) => void) {
  const show = useShowChanged();
  const path = { id: port.port_id };
  return useAttempt((_: string, header) => answer(api.POST("/v1/port-ins/{id}/cancel", { params: { path, header } })), {
    onSuccess: (after) => {
      show(after);
      onCalledOff(after);
    },
  });
}
