/** The fields of the old carrier's bill, each with a hint about where to find its value. */
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";

import { OptionalLabel, PhoneField } from "../parts/fields";
import type { Bill, BillField, Faults } from "./bill";
import type { PortIn } from "./queries";

interface Props {
  fields: BillField[];
  bill: Bill;
  onChange: <Field extends BillField>(field: Field, value: Bill[Field]) => void;
  faults: Faults;
  /** What was entered before: account number and PIN may stay empty then. */
  given?: PortIn["carrier"];
}

type TextField = Exclude<BillField, "keeps_other_numbers" | "billing_phone_number" | "new_billing_phone_number">;

interface FieldLabels {
  label: string;
  hint?: string;
  optional?: boolean;
  autoComplete?: string;
  inputMode?: InputProps.InputMode;
}

const TEXT_FIELDS: Record<TextField, FieldLabels> = {
  account_number: {
    label: t`Account number`,
    hint: t`Copy it from the bill. For a mobile line, ask your old carrier, since it's often different.`,
  },
  pin: {
    label: t`Transfer PIN`,
    hint: t`Mobile lines always have one. Ask your old carrier for the “port-out PIN” or “number transfer PIN”.`,
    optional: true,
  },
  name: {
    label: t`Name on the account`,
    hint: t`The person or company, exactly as on the bill.`,
    autoComplete: "organization",
  },
  authorized_person: {
    label: t`Authorized person`,
    hint: t`The person authorized on the account, who signs the letter. Leave it empty if it's the name above.`,
    optional: true,
    autoComplete: "name",
  },
  street: {
    label: t`Street address`,
    hint: t`The service address: where the line is, not where the bill is sent. No P.O. boxes.`,
    autoComplete: "address-line1",
  },
  extended: { label: t`Suite, floor or unit`, optional: true, autoComplete: "address-line2" },
  city: { label: t`City`, autoComplete: "address-level2" },
  state: { label: t`State`, hint: t`For example, CA.`, autoComplete: "address-level1" },
  postal_code: { label: t`ZIP code`, autoComplete: "postal-code", inputMode: "numeric" },
};

export function BillFields({ fields, ...about }: Props) {
  const shown = fields.filter((field) => field !== "new_billing_phone_number" || about.bill.keeps_other_numbers);
  return (
    <div className="bill">
      {shown.map((field) => (
        <div key={field} className={`bill-${field.replace("_", "-")}`}>
          <BillFieldInput field={field} {...about} />
        </div>
      ))}
    </div>
  );
}

function BillFieldInput({ field, bill, onChange, faults, given }: Omit<Props, "fields"> & { field: BillField }) {
  switch (field) {
    case "keeps_other_numbers":
      return (
        <FormField errorText={faults[field]}>
          <Checkbox checked={bill[field]} onChange={({ detail }) => onChange(field, detail.checked)}>
            {t`Other numbers stay on this account`}
          </Checkbox>
        </FormField>
      );
    case "billing_phone_number":
    case "new_billing_phone_number":
      return (
        <PhoneField
          label={field === "billing_phone_number" ? t`Main number on the account` : t`New main number`}
          optional
          constraint={
            field === "billing_phone_number"
              ? t`The billing number, if it isn't the number you're moving.`
              : t`If you're moving the main number, which number replaces it.`
          }
          value={bill[field]}
          onChange={(value) => onChange(field, value)}
          error={faults[field]}
        />
      );
    default:
      return (
        <TextInput
          words={TEXT_FIELDS[field]}
          kept={savedHint(field, given)}
          value={bill[field]}
          onChange={(value) => onChange(field, value)}
          error={faults[field]}
        />
      );
  }
}

function savedHint(field: BillField, given: Props["given"]): string {
  if (field === "account_number" && given) {
    return given.account_number_ends ? t`Saved: ends in ${given.account_number_ends}` : t`Saved`;
  }
  return field === "pin" && given?.has_pin ? t`Saved` : "";
}

interface TextProps {
  words: FieldLabels;
  kept: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

function TextInput({
  words: { label, hint, optional, autoComplete, inputMode },
  kept,
  value,
  onChange,
  error,
}: TextProps) {
  return (
    <FormField
      label={optional ? <OptionalLabel text={label} /> : label}
      constraintText={hint}
      errorText={error}
      stretch
    >
      <Input
        value={value}
        placeholder={kept}
        autoComplete={autoComplete ?? false}
        ariaRequired={!optional && !kept}
        {...(inputMode && { inputMode })}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
