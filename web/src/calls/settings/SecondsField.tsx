/** Chooses for how many seconds an app rings. */
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";

interface Props {
  label: string;
  value: number;
  onChange: (seconds: number) => void;
  error?: string | undefined;
}

const USUAL = [5, 10, 15, 20, 25, 30, 40, 50, 60];

export function SecondsField({ label, value, onChange, error }: Props) {
  const seconds = [...new Set([...USUAL, value])].sort((one, other) => one - other);
  const options = seconds.map((choice) => ({ value: String(choice), label: t`${choice} seconds` }));
  return (
    <FormField label={label} errorText={error}>
      <Select
        selectedOption={options.find((option) => option.value === String(value)) ?? null}
        options={options}
        expandToViewport
        onChange={({ detail }) => onChange(Number(detail.selectedOption.value))}
      />
    </FormField>
  );
}
