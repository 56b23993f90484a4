/** Makes another member the owner of the team (T9). */
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
  const notify = useNotify();
  const handOver = useApiMutation(
    (user_id: string, key) => unwrap(api.POST("/v1/team/owner", { body: { user_id }, params: { header: key } })),
    {
      onSuccess: () => {
        setAsking(false);
        notify({ type: "success", text: `${displayName(user)} now owns the team.` });
        void queries.invalidateQueries();
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>Make owner</Button>
      {asking && (
        <ConfirmDialog
          title={`Make ${displayName(user)} the owner?`}
          action="Make owner"
          word={displayName(user)}
          busy={handOver.isPending}
          problem={handOver.error}
          onConfirm={() => handOver.mutate(user.user_id ?? "")}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>They become the owner, with the team&apos;s balance and all decisions about the team.</li>
            <li>
              Your PayPal account stays yours and no longer pays for the team. Its plans renew with the new owner&apos;s
              PayPal account. If they haven&apos;t connected one, the team&apos;s plans can&apos;t be renewed and end.
            </li>
            <li>You stay on the team as an admin. Only they can make you the owner again.</li>
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}
