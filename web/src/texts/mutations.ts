/** Sends texts, and marks conversations as read. */
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Conversation, Message } from "./types";

interface NewText {
  number_id: string;
  to: string;
  text: string;
}

/** Sends a text; it is in its conversation at once. */
export function useSendText(onSent: (sent: Message) => void) {
  const queries = useQueryClient();
  return useApiMutation(
    async (body: NewText, header) => {
      const sent = await unwrap(api.POST("/v1/messages", { params: { header }, body }));
      if ("lines" in sent) throw new Error("The response is only a quote.");
      return sent;
    },
    {
      onSuccess: async (sent) => {
        await queries.invalidateQueries({ queryKey: ["texts"], predicate: ({ queryKey }) => queryKey[1] !== "media" });
        onSent(sent);
      },
    },
  );
}

/** Marks a conversation as read, up to the last text that was shown. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useApiMutation(
    ({ conversation_id, last }: Conversation) =>
      unwrap(
        api.PATCH("/v1/conversations/{id}", {
          params: { path: { id: conversation_id } },
          body: { read_until: last?.message_id ?? "" },
        }),
      ),
    { onSuccess: () => queries.invalidateQueries({ queryKey: ["texts", "conversations"] }) },
  );
}
