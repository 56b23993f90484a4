/** Give the team up although people are on it (T9). */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Team } from "../api/team";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

export function DissolveTeam({ team }: { team: Team }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useNotify();
  const dissolve = useApiMutation(() => unwrap(api.DELETE("/v1/team")), {
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
        <ConfirmDialog
          title={`Dissolve “${team.name}”?`}
          action="Dissolve"
          word={team.name}
          busy={dissolve.isPending}
          problem={dissolve.error}
          onConfirm={() => dissolve.mutate()}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>Everybody leaves the team. Their own accounts stay, and what they paid for stays theirs.</li>
            <li>Open invitations stop working. Unspent credits that you gave return to you.</li>
            <li>Phone numbers go with the people who use them, with the time that is paid for.</li>
            <li>To keep the team going without you, hand it over instead: open a member under Users.</li>
          </ul>
        </ConfirmDialog>
      )}
    </div>
  );
}
