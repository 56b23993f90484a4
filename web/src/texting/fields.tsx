/** The fields of the form, each with a hint about what reviewers compare it with. */
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { BUSINESS_FIELDS, type Draft, type Faults, type Field, MESSAGES_FIELDS, type Part } from "./form";

interface Props {
  part: Part;
  draft: Draft;
  faults: Faults;
  /** Which fields can be changed; all if `*` is among them. */
  editable: readonly string[];
  onChange: (field: Field, value: string) => void;
}

interface Words {
  label: string;
  hint?: string;
  long?: boolean;
  options?: readonly (readonly [string, string])[];
}

const KINDS = [
  ["private_company", t`Private company (LLC, Inc.)`],
  ["nonprofit", t`Nonprofit`],
] as const;

const INDUSTRIES = [
  ["AGRICULTURE", t`Agriculture`],
  ["COMMUNICATION", t`Communication`],
  ["CONSTRUCTION", t`Construction and trades`],
  ["EDUCATION", t`Education`],
  ["ENERGY", t`Energy`],
  ["ENTERTAINMENT", t`Entertainment`],
  ["FINANCIAL", t`Finance`],
  ["GOVERNMENT", t`Government`],
  ["HEALTHCARE", t`Healthcare`],
  ["HOSPITALITY", t`Hospitality and travel`],
  ["HUMAN_RESOURCES", t`Human resources`],
  ["INSURANCE", t`Insurance`],
  ["LEGAL", t`Legal`],
  ["MANUFACTURING", t`Manufacturing`],
  ["NGO", t`Nonprofit organization`],
  ["POSTAL", t`Postal and delivery`],
  ["PROFESSIONAL", t`Professional services`],
  ["REAL_ESTATE", t`Real estate`],
  ["RETAIL", t`Retail`],
  ["TECHNOLOGY", t`Technology`],
  ["TRANSPORTATION", t`Transportation`],
] as const;

export const WORDS: Record<Field, Words> = {
  legal_name: { label: t`Legal name`, hint: t`Exactly as on the IRS letter about your EIN, with LLC or Inc.` },
  name: { label: t`Name customers know`, hint: t`Start your texts with it.` },
  kind: { label: t`Type of business`, options: KINDS },
  tax_id: { label: "EIN", hint: t`Nine digits, such as 12-3456789.` },
  industry: { label: t`Industry`, options: INDUSTRIES },
  website: { label: t`Website`, hint: t`Reviewers open it. It must show your business name.` },
  email: { label: t`Contact email`, hint: t`An address at your own domain gets approved more often.` },
  phone_number: { label: t`Business phone`, hint: t`We give it to people who text HELP.` },
  street: { label: t`Street address`, hint: t`As on the IRS letter.` },
  city: { label: t`City` },
  state: { label: t`State`, hint: t`For example, CA.` },
  postal_code: { label: t`ZIP code` },
  first_name: { label: t`Contact's first name` },
  last_name: { label: t`Contact's last name` },
  purpose: { label: t`What do you text people about?`, long: true },
  how_people_agree: {
    label: t`How do people agree to get texts?`,
    hint: t`Describe where you ask, what people read, and that they can reply STOP. This is the most common reason for rejection.`,
    long: true,
  },
  agreement_link: { label: t`Link to where they agree`, hint: t`A page or a picture of it.` },
  first_example: {
    label: t`First example of a text`,
    hint: t`With your name, and “Reply STOP to opt out.”`,
    long: true,
  },
  second_example: { label: t`Second example`, long: true },
  privacy_link: { label: t`Link to your privacy policy` },
};

export function FormFields({ part, draft, faults, editable, onChange }: Props) {
  const fields: readonly Field[] = part === "business" ? BUSINESS_FIELDS : MESSAGES_FIELDS;
  const values: Partial<Record<Field, string>> = draft[part];
  const shown = fields.filter((field) => editable.includes("*") || editable.includes(field));
  return (
    <SpaceBetween size="m">
      {shown.map((field) => (
        <FormField
          key={field}
          label={WORDS[field].label}
          constraintText={WORDS[field].hint}
          errorText={faults[field]}
          stretch
        >
          <FieldInput words={WORDS[field]} value={values[field] ?? ""} onChange={(value) => onChange(field, value)} />
        </FormField>
      ))}
    </SpaceBetween>
  );
}

interface InputProps {
  words: Words;
  value: string;
  onChange: (value: string) => void;
}

function FieldInput({ words: { options, long }, value, onChange }: InputProps) {
  if (options) {
    const choices = options.map(([value, label]) => ({ value, label }));
    return (
      <Select
        selectedOption={choices.find((choice) => choice.value === value) ?? null}
        placeholder={t`Choose one`}
        options={choices}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
      />
    );
  }
  const shared = { value, onChange: ({ detail }: { detail: { value: string } }) => onChange(detail.value) };
  return long ? <Textarea rows={3} {...shared} /> : <Input autoComplete={false} {...shared} />;
}

/** A value as it is read. */
export function shownValue(field: Field, value: string): string {
  if (field === "phone_number") return formatPhone(value);
  return WORDS[field].options?.find(([code]) => code === value)?.[1] ?? value;
}
