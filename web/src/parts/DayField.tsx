/** A date field: the browser's own, which works with every phone and every keyboard. */
import FormField from "@cloudscape-design/components/form-field";
import { t } from "@lingui/core/macro";
import { useId, useState } from "react";

import { formatDate } from "../formats/time";
import { OptionalLabel } from "./fields";

interface Props {
  label: string;
  value: string;
  /** Called with a date from `first` to `last`, or with "" if the field is optional. */
  onChange: (day: string) => void;
  first: string;
  last: string;
  optional?: boolean;
  /** Whether it is a filter: optional without saying so. */
  filter?: boolean;
  constraint?: string;
  error?: string | undefined;
}

export function DayField({ label, value, onChange, first, last, constraint, error, ...kind }: Props) {
  const id = useId();
  const optional = Boolean(kind.optional || kind.filter);
  const [entered, setShown] = useState({ value, typed: value });
  const typed = entered.value === value ? entered.typed : value;
  const isAllowed = (day: string) => (day === "" ? optional : day >= first && day <= last);
  const change = (day: string) => {
    setShown({ value: isAllowed(day) ? day : value, typed: day });
    if (isAllowed(day)) onChange(day);
  };
  const outside = isAllowed(typed) ? undefined : t`Choose a date from ${formatDate(first)} to ${formatDate(last)}.`;
  const fault = outside ?? error;
  return (
    <FormField
      controlId={id}
      label={kind.optional ? <OptionalLabel text={label} /> : label}
      constraintText={constraint}
      errorText={fault}
    >
      <input
        id={id}
        className="day-field"
        type="date"
        value={typed}
        min={first}
        max={last}
        required={!optional}
        aria-invalid={Boolean(fault)}
        onChange={(event) => change(event.target.value)}
      />
    </FormField>
  );
}
