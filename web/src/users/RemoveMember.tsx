/** Removes a member, after the consequences are listed and their name is typed. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { displayName, type User } from "../api/team";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

type NumbersChoice = "keep" | "hand_over";

export function RemoveMember({ user, onGone }: { user: User; onGone: () => void }) {
  const [asking, setAsking] = useState(false);
  const [numbers, setNumbers] = useState<NumbersChoice>("keep");
  const queries = useQueryClient();
  const notify = useNotify();
  const remove = useApiMutation(
    (numbers: NumbersChoice) =>
      unwrap(
        api.DELETE("/v1/team/users/{user_id}", {
          params: { path: { user_id: user.user_id ?? "" }, query: { numbers } },
        }),
      ),
    {
      onSuccess: () => {
        notify({ type: "success", text: `${displayName(user)} is no longer on the team.` });
        onGone();
        void queries.invalidateQueries({ queryKey: ["team"] });
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>Remove</Button>
      {asking && (
        <ConfirmDialog
          title={`Remove ${displayName(user)} from the team?`}
          action="Remove"
          word={displayName(user)}
          busy={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate(numbers)}
          onCancel={() => setAsking(false)}
        >
          <SpaceBetween size="m">
            <ul className="consequences">
              <li>They lose access to the team right away. They keep their own Teamline account.</li>
              <li>Unspent credits from the team go back to the team's balance.</li>
              <li>They keep whatever they paid for themselves.</li>
            </ul>
            <FormField label="Phone numbers the team pays for">
              <RadioGroup
                value={numbers}
                onChange={({ detail }) => setNumbers(detail.value as NumbersChoice)}
                items={[
                  { value: "keep", label: "Stay with the team" },
                  { value: "hand_over", label: "Go with the person", description: "Including the paid period" },
                ]}
              />
            </FormField>
          </SpaceBetween>
        </ConfirmDialog>
      )}
    </>
  );
}
