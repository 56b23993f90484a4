/** What the team is called: it stands in every invitation. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import type { Team } from "../users/queries";

export function TeamName({ team }: { team: Team }) {
  const [name, setName] = useState(team.name);
  const queries = useQueryClient();
  const tell = useTell();
  const rename = useAttempt((name: string) => answer(api.PATCH("/v1/team", { body: { name } })), {
    onSuccess: (changed) => {
      queries.setQueryData(["team"], changed);
      void queries.invalidateQueries({ queryKey: ["team", "activity"] });
      tell({ type: "success", text: `The team is called “${changed.name}” now.` });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!rename.isPending) rename.mutate(name);
  };
  return (
    <form onSubmit={submit} noValidate>
      <FormField
        label="Team name"
        description="It stands in every invitation."
        errorText={rename.error?.about("name") ?? rename.error?.message}
        secondaryControl={
          <Button formAction="submit" loading={rename.isPending}>
            Rename
          </Button>
        }
      >
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete={false} />
      </FormField>
    </form>
  );
}
