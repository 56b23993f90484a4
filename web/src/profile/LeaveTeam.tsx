/** Leaves another person's team (T8). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { BeforeYouDoThis } from "../leaving";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

export function LeaveTeam({ teamName }: { teamName: string }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const notify = useNotify();
  const leave = useApiMutation((_: string, key) => unwrap(api.POST("/v1/team/leave", { params: { header: key } })), {
    onSuccess: () => {
      setAsking(false);
      notify({ type: "success", text: t`You left “${teamName}”.` });
      void queries.invalidateQueries();
    },
  });
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{t`Leave team`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Leave “${teamName}”?`}
          action={t`Leave`}
          word={teamName}
          busy={leave.isPending}
          problem={leave.error}
          onConfirm={() => leave.mutate(teamName)}
          onCancel={() => setAsking(false)}
        >
          <BeforeYouDoThis action="leave" />
        </ConfirmDialog>
      )}
    </div>
  );
}
