/** Make another member the owner of the team (T9). */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { Confirm } from "../parts/Confirm";
import type { User } from "./queries";
import { nameOf } from "./words";

export function HandOver({ user }: { user: User }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useTell();
  const handOver = useAttempt(
    (user_id: string, key) => answer(api.POST("/v1/team/owner", { body: { user_id }, params: { header: key } })),
    {
      onSuccess: () => {
        setAsking(false);
        tell({ type: "success", text: `${nameOf(user)} owns the team now.` });
        void queries.invalidateQueries();
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>Make owner</Button>
      {asking && (
        <Confirm
          title={`Hand the team over to ${nameOf(user)}?`}
          action="Hand over"
          word={nameOf(user)}
          busy={handOver.isPending}
          problem={handOver.error}
          onConfirm={() => handOver.mutate(user.user_id ?? "")}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>They become the owner, with the PayPal wallet, the balance and every decision about the team.</li>
            <li>You stay on the team as an admin. Only they can hand it back.</li>
          </ul>
        </Confirm>
      )}
    </>
  );
}
