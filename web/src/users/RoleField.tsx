/** Chooses what a person may do on the team. */
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";

type InvitedRole = "admin" | "member";

const OPTIONS: { value: InvitedRole; label: string; description: string }[] = [
  { value: "member", label: t`Member`, description: t`Sees only their own numbers and credits` },
  {
    value: "admin",
    label: t`Admin`,
    description: t`Manages users, numbers and credits, but not the PayPal account or team ownership`,
  },
];

interface Props {
  value: InvitedRole;
  onChange: (role: InvitedRole) => void;
  error?: string | undefined;
  disabled?: boolean;
}

export function RoleField({ value, onChange, error, disabled = false }: Props) {
  return (
    <FormField label={t`Role`} errorText={error} stretch>
      <Select
        selectedOption={OPTIONS.find((option) => option.value === value) ?? null}
        options={OPTIONS}
        disabled={disabled}
        onChange={({ detail }) => onChange(detail.selectedOption.value as InvitedRole)}
      />
    </FormField>
  );
}
