/** Choose a person on the team, found by typed text, or no one. */
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { displayName } from "../api/team";
import { formatPhone } from "../formats/phone";
import { usePeople, usePersonName } from "./people";

interface Props {
  value: string | null;
  onChange: (user_id: string | null) => void;
  /** The label of the choice of no one. */
  noneLabel: string;
  label?: string;
  /** For a field without a visible label, as in a filter. */
  ariaLabel?: string;
  error?: string | undefined;
  constraint?: string;
}

const NO_ONE = "";

export function PersonField({ value, onChange, noneLabel, label, ariaLabel, error, constraint }: Props) {
  const [typed, setTyped] = useState("");
  const people = usePeople(typed);
  const name = usePersonName(value);
  const none = { value: NO_ONE, label: noneLabel };
  const found = (people.data?.items ?? []).map(optionOf);
  const select = (
    <Select
      selectedOption={value === null ? none : { value, label: name ?? "…" }}
      options={typed ? found : [none, ...found]}
      filteringType="manual"
      filteringPlaceholder={t`Name, email or phone`}
      filteringAriaLabel={t`Search people`}
      onLoadItems={({ detail }) => setTyped(detail.filteringText)}
      statusType={people.error ? "error" : people.isPlaceholderData || people.isPending ? "loading" : "finished"}
      loadingText={t`Searching`}
      errorText={t`We couldn't load the list.`}
      recoveryText={t`Try again`}
      empty={t`No matches`}
      expandToViewport
      {...(ariaLabel && { ariaLabel })}
      onChange={({ detail }) => onChange(detail.selectedOption.value || null)}
    />
  );
  if (!label) return select;
  return (
    <FormField label={label} errorText={error} constraintText={constraint} stretch>
      {select}
    </FormField>
  );
}

function optionOf(user: Parameters<typeof displayName>[0] & { user_id: string | null; phone_number: string }) {
  return {
    value: user.user_id ?? NO_ONE,
    label: displayName(user),
    description: formatPhone(user.phone_number),
  } satisfies SelectProps.Option;
}
