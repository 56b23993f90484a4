/** Give the team up although people are on it (T9). */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { Confirm } from "../parts/Confirm";
import type { Team } from "../users/queries";

export function Dissolve({ team }: { team: Team }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useTell();
  const dissolve = useAttempt((_: string) => answer(api.DELETE("/v1/team")), {
    onSuccess: () => {
      setAsking(false);
      tell({ type: "info", text: "The team is being dissolved. Everybody on it is told." });
      void queries.invalidateQueries();
    },
  });
  return (
    <div>
      <Button onClick={() => setAsking(true)}>Dissolve the team</Button>
      {asking && (
        <Confirm
          title={`Dissolve “${team.name}”?`}
          action="Dissolve"
          word={team.name}
          busy={dissolve.isPending}
          problem={dissolve.error}
          onConfirm={() => dissolve.mutate(team.team_id)}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>Everybody leaves the team. Their own accounts stay, and what they paid for stays theirs.</li>
            <li>Open invitations stop working. Unspent credits that you gave return to you.</li>
            <li>Phone numbers go with the people who use them, with the time that is paid for.</li>
            <li>To keep the team going without you, hand it over instead: open a member under Users.</li>
          </ul>
        </Confirm>
      )}
    </div>
  );
}
