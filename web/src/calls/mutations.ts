/** Plays, marks and deletes voicemails, and updates what shows them. */
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Voicemail } from "./types";

interface VoicemailPage {
  items: Voicemail[];
}

/** Fetches the link to a recording when it is to be played: it is valid for five minutes. */
export function useRecording({ voicemail_id }: Voicemail) {
  const path = { id: voicemail_id };
  return useApiMutation(() => unwrap(api.GET("/v1/voicemails/{id}/recording", { params: { path } })), { says: null });
}

/** Marks a voicemail as new or as listened to, in place: nothing moves under the pointer. */
export function useMarkVoicemail({ voicemail_id }: Voicemail) {
  const queries = useQueryClient();
  const path = { id: voicemail_id };
  return useApiMutation(
    (is_new: boolean) => unwrap(api.PATCH("/v1/voicemails/{id}", { params: { path }, body: { is_new } })),
    {
      says: ({ is_new }) => (is_new ? t`Marked as new.` : t`Marked as listened to.`),
      onSuccess: (marked) =>
        queries.setQueriesData<VoicemailPage>(
          { queryKey: ["voicemails"] },
          (page) =>
            page && { ...page, items: page.items.map((one) => (one.voicemail_id === voicemail_id ? marked : one)) },
        ),
    },
  );
}

/** Deletes a voicemail; one that another tab has deleted is gone as well. */
export function useDeleteVoicemail({ voicemail_id }: Voicemail) {
  const queries = useQueryClient();
  const path = { id: voicemail_id };
  const show = () => queries.invalidateQueries({ queryKey: ["voicemails"] });
  return useApiMutation(() => unwrap(api.DELETE("/v1/voicemails/{id}", { params: { path } })), {
    says: t`Voicemail deleted.`,
    onSuccess: show,
    onError: ({ status }) => status === 404 && show(),
  });
}
