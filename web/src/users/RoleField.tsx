/** Chooses what a person may do on the team. */
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";

type InvitedRole = "admin" | "member";

const OPTIONS: { value: InvitedRole; label: string; description: string }[] = [
  { value: "member", label: "Member", description: "Sees only their own numbers and credits" },
  {
    value: "admin",
    label: "Admin",
    description: "Manages users, numbers and credits, but not the PayPal account or team ownership",
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
    <FormField label="Role" errorText={error} stretch>
      <Select
        selectedOption={OPTIONS.find((option) => option.value === value) ?? null}
        options={OPTIONS}
        disabled={disabled}
        onChange={({ detail }) => onChange(detail.selectedOption.value as InvitedRole)}
      />
    </FormField>
  );
}
