/** Labels a number: "Front desk", "Support". */
import "./numbers.css";

import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { useUpdateNumber } from "./mutations";
import type { PhoneNumber } from "./types";

export function LabelForm({ number }: { number: PhoneNumber }) {
  const [typed, setTyped] = useState(number.label);
  const change = useUpdateNumber(number);
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (!change.isPending && typed.trim() !== number.label) change.mutate({ label: typed });
  };
  return (
    <form onSubmit={save} className="label-form">
      <FormField
        label={t`Label`}
        errorText={change.error && (change.error.messageFor("label") ?? change.error.message)}
        stretch
      >
        <Input
          value={typed}
          placeholder={t`Front desk`}
          autoComplete={false}
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
      <Button formAction="submit" disabled={typed.trim() === number.label} loading={change.isPending}>{t`Save`}</Button>
    </form>
  );
}
