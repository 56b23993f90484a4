/** Fields that several forms share: a phone number, a password, an amount of money. */
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { PASSWORD_MIN_LENGTH } from "../api/facts";
import { formatAsTyped, formatPhone, parsePhone } from "../formats/phone";

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  autoFocus?: boolean;
}

interface PhoneProps extends FieldProps {
  label?: string;
  optional?: boolean;
  /** The hint below the field, in place of how to write a foreign number. */
  constraint?: string;
}

export function PhoneField({ value, onChange, error, autoFocus, optional, constraint, ...props }: PhoneProps) {
  const label = props.label ?? t`Phone number`;
  const number = parsePhone(value);
  const change = (typed: string) => onChange(typed.length > value.length ? formatAsTyped(typed) : typed);
  return (
    <FormField
      label={optional ? <OptionalLabel text={label} /> : label}
      errorText={error}
      constraintText={
        constraint ??
        (number?.startsWith("+1") === false
          ? t`We read this as ${formatPhone(number)}.`
          : t`Outside the US and Canada, start with + and the country code.`)
      }
      stretch
    >
      <Input
        inputMode="tel"
        autoComplete={optional ? false : "tel"}
        name="phone_number"
        value={value}
        onChange={({ detail }) => change(detail.value)}
        ariaRequired={!optional}
        {...(autoFocus && { autoFocus })}
      />
    </FormField>
  );
}

interface PasswordProps extends FieldProps {
  kind: "current-password" | "new-password";
  label?: string;
}

export function PasswordField({ value, onChange, error, kind, label, autoFocus }: PasswordProps) {
  return (
    <FormField
      label={label ?? t`Password`}
      errorText={error}
      constraintText={
        kind === "new-password"
          ? t`At least ${PASSWORD_MIN_LENGTH} characters. A few unrelated words make a good password.`
          : ""
      }
      stretch
    >
      <Input
        type="password"
        autoComplete={kind}
        name="password"
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
        ariaRequired
        {...(autoFocus && { autoFocus })}
      />
    </FormField>
  );
}

interface AmountProps extends FieldProps {
  label: string;
  constraint?: string;
  optional?: boolean;
}

export function AmountField({ value, onChange, error, label, constraint, optional }: AmountProps) {
  return (
    <FormField
      label={optional ? <OptionalLabel text={label} /> : label}
      errorText={error}
      constraintText={constraint}
      stretch
    >
      <Input
        inputMode="decimal"
        autoComplete={false}
        placeholder="0.00"
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

export function OptionalLabel({ text }: { text: string }) {
  return (
    <span>
      {text} <i>{t`- optional`}</i>
    </span>
  );
}

/** Holds a form's values, which are changed one field at a time. */
export function useDraft<Draft extends object>(initial: Draft) {
  const [draft, setDraft] = useState(initial);
  const change = <Field extends keyof Draft>(field: Field) => {
    return (value: Draft[Field]) => setDraft((before) => ({ ...before, [field]: value }));
  };
  return { draft, change, setDraft };
}
