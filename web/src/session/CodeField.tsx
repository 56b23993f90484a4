/** The field for a six-digit code. */
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";

import { formatRelative } from "../formats/time";
import type { Problem } from "../api/problem";

interface Props {
  value: string;
  onChange: (value: string) => void;
  problem: Problem | null;
  /** When the code expires, ISO 8601. */
  expiresAt: string;
}

export function CodeField({ value, onChange, problem, expiresAt }: Props) {
  return (
    <FormField
      label={t`Code`}
      errorText={problem?.messageFor("code")}
      constraintText={t`Six digits. Expires ${formatRelative(expiresAt)}.`}
      stretch
    >
      <Input
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        name="code"
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
        autoFocus
        ariaRequired
      />
    </FormField>
  );
}
