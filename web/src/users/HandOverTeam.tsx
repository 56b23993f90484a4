/** Make another member the owner of the team (T9). */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { displayName, type User } from "../api/team";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

export function HandOverTeam({ user }: { user: User }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useNotify();
  const handOver = useApiMutation(
    (user_id: string, key) => unwrap(api.POST("/v1/team/owner", { body: { user_id }, params: { header: key } })),
    {
      onSuccess: () => {
        setAsking(false);
        tell({ type: "success", text: `${displayName(user)} owns the team now.` });
        void queries.invalidateQueries();
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>Make owner</Button>
      {asking && (
        <ConfirmDialog
          title={`Hand the team over to ${displayName(user)}?`}
          action="Hand over"
          word={displayName(user)}
          busy={handOver.isPending}
          problem={handOver.error}
          onConfirm={() => handOver.mutate(user.user_id ?? "")}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>They become the owner, with the PayPal wallet, the balance and every decision about the team.</li>
            <li>You stay on the team as an admin. Only they can hand it back.</li>
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}
