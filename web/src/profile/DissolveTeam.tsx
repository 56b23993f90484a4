/** Dissolves a team that has people on it (T9). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Team } from "../api/team";
import { Leftover, RefundDialog } from "../billing";
import { BeforeYouDoThis } from "../leaving";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

export function DissolveTeam({ team }: { team: Team }) {
  const [asking, setAsking] = useState(false);
  const [refunding, setRefunding] = useState("");
  const queries = useQueryClient();
  const notify = useNotify();
  const dissolve = useApiMutation(() => unwrap(api.DELETE("/v1/team")), {
    onSuccess: () => {
      setAsking(false);
      notify({ type: "info", text: t`We're dissolving the team and notifying everyone on it.` });
      void queries.invalidateQueries();
    },
  });
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{t`Dissolve team`}</Button>
      {refunding && <RefundDialog paymentId={refunding} onClose={() => setRefunding("")} />}
      {asking && !refunding && (
        <ConfirmDialog
          title={t`Dissolve “${team.name}”?`}
          action={t`Dissolve`}
          word={team.name}
          busy={dissolve.isPending}
          problem={dissolve.error}
          onConfirm={() => dissolve.mutate()}
          onCancel={() => setAsking(false)}
        >
          <BeforeYouDoThis action="dissolve">
            <Leftover payer="team" onRefund={setRefunding} />
            <div>{t`To keep the team going without you, make someone else the owner instead: open a member under Users.`}</div>
          </BeforeYouDoThis>
        </ConfirmDialog>
      )}
    </div>
  );
}
