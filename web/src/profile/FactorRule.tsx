/** Of whom the team requires two-step sign-in: its owner sets that (I11). */
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Team } from "../api/team";
import { useNotify } from "../parts/notifications";

type Rule = Team["second_factor_required_of"];

const OPTIONS: { value: Rule; label: string }[] = [
  { value: "none", label: t`No one: each person decides` },
  { value: "admins", label: t`Owner and admins` },
  { value: "everyone", label: t`Everyone on the team` },
];

export function FactorRule({ team }: { team: Team }) {
  const queries = useQueryClient();
  const notify = useNotify();
  const change = useApiMutation(
    (rule: Rule) => unwrap(api.PATCH("/v1/team", { body: { second_factor_required_of: rule } })),
    {
      onSuccess: (changed) => {
        queries.setQueryData(["team"], changed);
        void queries.invalidateQueries({ queryKey: ["team", "activity"] });
        void queries.invalidateQueries({ queryKey: ["factors"] });
        notify({ type: "success", text: t`Saved. We'll ask people without two-step sign-in to set it up.` });
      },
    },
  );
  const shown = change.isPending ? change.variables : team.second_factor_required_of;
  return (
    <FormField
      label={t`Require two-step sign-in for`}
      description={t`People who haven't set it up can't use the team's account until they do.`}
      errorText={change.error?.message}
    >
      <Select
        selectedOption={OPTIONS.find(({ value }) => value === shown) ?? null}
        options={OPTIONS}
        disabled={change.isPending}
        onChange={({ detail }) => change.mutate(detail.selectedOption.value as Rule)}
      />
    </FormField>
  );
}
