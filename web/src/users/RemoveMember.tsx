/** Removes a member, after the consequences are listed and their name is typed. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { displayName, type User } from "../api/team";
import { BeforeYouDoThis, type NumberChoices } from "../leaving";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";

export function RemoveMember({ user, onGone }: { user: User; onGone: () => void }) {
  const [asking, setAsking] = useState(false);
  const [choices, setChoices] = useState<NumberChoices>({});
  const queries = useQueryClient();
  const notify = useNotify();
  const remove = useApiMutation(
    (chosen: NumberChoices) =>
      unwrap(
        api.DELETE("/v1/team/users/{user_id}", {
          params: { path: { user_id: user.user_id ?? "" }, query: queryOf(chosen) },
        }),
      ),
    {
      onSuccess: () => {
        notify({ type: "success", text: t`${displayName(user)} is no longer on the team.` });
        onGone();
        void queries.invalidateQueries({ queryKey: ["team"] });
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Remove`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Remove ${displayName(user)} from the team?`}
          action={t`Remove`}
          word={displayName(user)}
          busy={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate(choices)}
          onCancel={() => setAsking(false)}
        >
          <BeforeYouDoThis
            action="remove"
            user={{ id: user.user_id ?? "", name: displayName(user) }}
            choices={choices}
            onChoose={setChoices}
          />
        </ConfirmDialog>
      )}
    </>
  );
}

function queryOf(choices: NumberChoices) {
  const pairs = Object.entries(choices).map(([id, keptBy]) => `${id}:${keptBy}`);
  return pairs.length > 0 ? { number_choices: pairs.join(",") } : {};
}
