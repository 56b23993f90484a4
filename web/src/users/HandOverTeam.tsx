/** Makes another member the owner of the team (T9). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { displayName, type User } from "../api/team";
import { BeforeYouDoThis } from "../leaving";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

export function HandOverTeam({ user }: { user: User }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const notify = useNotify();
  const handOver = useApiMutation(
    (user_id: string, key) => unwrap(api.POST("/v1/team/owner", { body: { user_id }, params: { header: key } })),
    {
      onSuccess: () => {
        setAsking(false);
        notify({ type: "success", text: t`${displayName(user)} now owns the team.` });
        void queries.invalidateQueries();
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Make owner`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Make ${displayName(user)} the owner?`}
          action={t`Make owner`}
          word={displayName(user)}
          busy={handOver.isPending}
          problem={handOver.error}
          onConfirm={() => handOver.mutate(user.user_id ?? "")}
          onCancel={() => setAsking(false)}
        >
          <BeforeYouDoThis action="hand_over" user={{ id: user.user_id ?? "", name: displayName(user) }} />
        </ConfirmDialog>
      )}
    </>
  );
}
