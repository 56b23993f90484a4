/** Remove a member, with what that means spelled out, and their name typed. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { Confirm } from "../parts/Confirm";
import type { User } from "./queries";
import { nameOf } from "./words";

type Numbers = "keep" | "hand_over";

export function Removal({ user, onGone }: { user: User; onGone: () => void }) {
  const [asking, setAsking] = useState(false);
  const [numbers, setNumbers] = useState<Numbers>("keep");
  const queries = useQueryClient();
  const tell = useTell();
  const remove = useAttempt(
    (numbers: Numbers) =>
      answer(
        api.DELETE("/v1/team/users/{user_id}", {
          params: { path: { user_id: user.user_id ?? "" }, query: { numbers } },
        }),
      ),
    {
      onSuccess: () => {
        tell({ type: "success", text: `${nameOf(user)} is no longer on the team.` });
        onGone();
        void queries.invalidateQueries({ queryKey: ["team"] });
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>Remove</Button>
      {asking && (
        <Confirm
          title={`Remove ${nameOf(user)} from the team?`}
          action="Remove"
          word={nameOf(user)}
          busy={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate(numbers)}
          onCancel={() => setAsking(false)}
        >
          <SpaceBetween size="m">
            <ul className="consequences">
              <li>They lose access to the team at once. Their own Teamline account stays.</li>
              <li>Credits that the team gave them and that are unspent return to the team&apos;s balance.</li>
              <li>What they paid for themselves stays theirs.</li>
            </ul>
            <FormField label="Phone numbers that the team pays for">
              <RadioGroup
                value={numbers}
                onChange={({ detail }) => setNumbers(detail.value as Numbers)}
                items={[
                  { value: "keep", label: "Stay with the team" },
                  { value: "hand_over", label: "Go with the person", description: "With the time that is paid for" },
                ]}
              />
            </FormField>
          </SpaceBetween>
        </Confirm>
      )}
    </>
  );
}
