/** Renames the team. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Team } from "../api/team";
import { useNotify } from "../parts/notifications";

export function TeamNameForm({ team }: { team: Team }) {
  const [name, setName] = useState(team.name);
  const queries = useQueryClient();
  const notify = useNotify();
  const rename = useApiMutation((name: string) => unwrap(api.PATCH("/v1/team", { body: { name } })), {
    says: t`Team renamed.`,
    onSuccess: (changed) => {
      queries.setQueryData(["team"], changed);
      void queries.invalidateQueries({ queryKey: ["team", "activity"] });
      notify({ type: "success", text: t`The team's name is now “${changed.name}”.` });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!rename.isPending) rename.mutate(name);
  };
  return (
    <form onSubmit={submit} noValidate>
      <FormField
        label={t`Team name`}
        description={t`Shown in every invitation.`}
        errorText={rename.error?.messageFor("name") ?? rename.error?.message}
        secondaryControl={<Button formAction="submit" loading={rename.isPending}>{t`Rename`}</Button>}
      >
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete={false} />
      </FormField>
    </form>
  );
}
