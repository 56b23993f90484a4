/** @jsxImportSource preact */
/** The fields of the light pages. */
import { t } from "@lingui/core/macro";
import { useEffect, useId, useRef } from "preact/hooks";

import { PASSWORD_MIN_LENGTH } from "../api/facts";
import { usePhones } from "./phones";

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  autoFocus?: boolean;
}

interface Props extends FieldProps {
  label: string;
  hint?: string;
  name?: string;
  type?: "text" | "email" | "password" | "search";
  inputMode?: "numeric" | "tel";
  autoComplete: string;
  isOptional?: boolean;
}

export function Field({ label, hint, value, onChange, error, autoFocus, isOptional, ...attributes }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...(attributes as object)} // the types of Preact have an interface for each type of input
        aria-required={!isOptional}
        id={id}
        ref={input}
        value={value}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={`${id}-error ${id}-hint`}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <p id={`${id}-error`} class="field-error">
        {error}
      </p>
      <p id={`${id}-hint`} class="field-hint">
        {hint}
      </p>
    </div>
  );
}

export function PhoneField({ value, onChange, ...props }: FieldProps) {
  const phones = usePhones(value !== "");
  const number = phones?.parsePhone(value);
  const change = (typed: string) =>
    onChange(phones && typed.length > value.length ? phones.formatAsTyped(typed) : typed);
  return (
    <Field
      {...props}
      label={t`Phone number`}
      hint={
        phones && number?.startsWith("+1") === false
          ? t`We read this as ${phones.formatPhone(number)}.`
          : t`Outside the US and Canada, start with + and the country code.`
      }
      name="phone_number"
      inputMode="tel"
      autoComplete="tel"
      value={value}
      onChange={change}
    />
  );
}

export function PasswordField({ kind, ...props }: FieldProps & { kind: "current-password" | "new-password" }) {
  return (
    <Field
      {...props}
      label={t`Password`}
      hint={
        kind === "new-password"
          ? t`At least ${PASSWORD_MIN_LENGTH} characters. A few unrelated words make a good password.`
          : ""
      }
      type="password"
      name="password"
      autoComplete={kind}
    />
  );
}
