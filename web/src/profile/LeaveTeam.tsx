/** Leave somebody else's team (T8). */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { Confirm } from "../parts/Confirm";

export function LeaveTeam({ teamName }: { teamName: string }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useTell();
  const leave = useAttempt((_: string, key) => answer(api.POST("/v1/team/leave", { params: { header: key } })), {
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
        <Confirm
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
        </Confirm>
      )}
    </div>
  );
}
