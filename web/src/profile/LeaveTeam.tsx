/** Leave somebody else's team (T8). */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

export function LeaveTeam({ teamName }: { teamName: string }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useNotify();
  const leave = useApiMutation((_: string, key) => unwrap(api.POST("/v1/team/leave", { params: { header: key } })), {
    onSuccess: () => {
      setAsking(false);
      tell({ type: "success", text: `You left “${teamName}”.` });
      void queries.invalidateQueries();
    },
  });
  return (
    <div>
      <Button onClick={() => setAsking(true)}>Leave the team</Button>
      {asking && (
        <ConfirmDialog
          title={`Leave “${teamName}”?`}
          action="Leave"
          word={teamName}
          busy={leave.isPending}
          problem={leave.error}
          onConfirm={() => leave.mutate(teamName)}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>Unspent credits that the team gave you return to the team.</li>
            <li>What you paid for yourself stays yours, with its time.</li>
            <li>Phone numbers that the team pays for stay with the team.</li>
            <li>To come back you need another invitation.</li>
          </ul>
        </ConfirmDialog>
      )}
    </div>
  );
}
