/** Choose somebody of the team, found by what is typed; or nobody. */
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { useState } from "react";

import { displayName } from "../api/team";
import { formatPhone } from "../formats/phone";
import { usePeople, usePersonName } from "./people";

interface Props {
  value: string | null;
  onChange: (user_id: string | null) => void;
  /** What to choose for nobody. */
  nobody: string;
  label?: string;
  /** Without a label to be seen, as in a filter. */
  ariaLabel?: string;
  error?: string | undefined;
  constraint?: string;
}

const NOBODY = "";

export function PersonField({ value, onChange, nobody, label, ariaLabel, error, constraint }: Props) {
  const [typed, setTyped] = useState("");
  const people = usePeople(typed);
  const name = usePersonName(value);
  const none = { value: NOBODY, label: nobody };
  const found = (people.data?.items ?? []).map(optionOf);
  const select = (
    <Select
      selectedOption={value === null ? none : { value, label: name ?? "…" }}
      options={typed ? found : [none, ...found]}
      filteringType="manual"
      filteringPlaceholder="Name, email or phone"
      filteringAriaLabel="Search people"
      onLoadItems={({ detail }) => setTyped(detail.filteringText)}
      statusType={people.error ? "error" : people.isPlaceholderData || people.isPending ? "loading" : "finished"}
      loadingText="Searching"
      errorText="They could not be loaded."
      recoveryText="Try again"
      empty="Nobody of that name"
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
    value: user.user_id ?? NOBODY,
    label: displayName(user),
    description: formatPhone(user.phone_number),
  } satisfies SelectProps.Option;
}
