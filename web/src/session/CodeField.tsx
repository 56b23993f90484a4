/** The field for a six-digit code. */
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";

import { asciiDigits } from "../formats/phone";
import { formatRelative } from "../formats/time";
import type { Problem } from "../api/problem";

interface Props {
  value: string;
  onChange: (value: string) => void;
  problem: Problem | null;
  /** When the code expires, ISO 8601. */
  expiresAt: string;
}

/** Extract the digits of a code: people paste `123 456`, or the whole message. */
export function digitsOf(typed: string): string {
  const plain = asciiDigits(typed);
  return /(?<!\d)\d{3}[\s-]?\d{3}(?!\d)/.exec(plain)?.[0].replace(/\D/g, "") ?? plain.replace(/\D/g, "").slice(0, 6);
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
