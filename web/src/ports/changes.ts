/** Changing, sending and calling off: the page and the lists are read again. */
import { useQueryClient } from "@tanstack/react-query";

import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import type { PortInChange } from "./bill";
import type { PortIn } from "./queries";

/** A function that has one, as it is now, shown everywhere. */
export function useShowChanged() {
  const queries = useQueryClient();
  return (changed: PortIn) => {
    queries.setQueryData(["port-ins", "one", changed.port_id], changed);
    void queries.invalidateQueries({ queryKey: ["port-ins", "list"] });
  };
}

/** A function that has one read again, with fresh forms for its papers. */
export function useReadAnew(id: string): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["port-ins", "one", id] });
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
