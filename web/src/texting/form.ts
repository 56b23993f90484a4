/** The form of a registration: its fields, their labels, and what is wrong with them before it is sent. */
import { t } from "@lingui/core/macro";

import type { FieldError } from "../api/problem";
import { parsePhone } from "../formats/phone";
import type { Form, Registration } from "./queries";

export type Part = keyof Form;
export type BusinessField = keyof Form["business"];
export type MessagesField = keyof Form["messages"];
export type Field = BusinessField | MessagesField;
export type Faults = Partial<Record<Field, string>>;
export type Draft = { business: Record<BusinessField, string>; messages: Record<MessagesField, string> };

export const EMPTY: Draft = {
  business: {
    legal_name: "",
    name: "",
    kind: "private_company",
    tax_id: "",
    industry: "",
    website: "",
    email: "",
    phone_number: "",
    street: "",
    city: "",
    state: "",
    postal_code: "",
    first_name: "",
    last_name: "",
  },
  messages: {
    purpose: "",
    how_people_agree: "",
    agreement_link: "",
    first_example: "",
    second_example: "",
    privacy_link: "",
  },
};

export const BUSINESS_FIELDS = Object.keys(EMPTY.business) as BusinessField[];
export const MESSAGES_FIELDS = Object.keys(EMPTY.messages) as MessagesField[];

const LINK = /^https:\/\/[^\s/]+\.[^\s/]+/;
const SHORTEST: Partial<Record<Field, number>> = {
  purpose: 40,
  how_people_agree: 40,
  first_example: 20,
  second_example: 20,
};

/** What is wrong with a part of the form. */
export function validate(part: Part, draft: Draft): Faults {
  const found: Faults = {};
  for (const [field, value] of Object.entries(draft[part]) as [Field, string][]) {
    const fault = faultOf(field, value.trim());
    if (fault) found[field] = fault;
  }
  return found;
}

function faultOf(field: Field, value: string): string | undefined {
  if (!value) return t`This is required.`;
  const shortest = SHORTEST[field];
  if (shortest && value.length < shortest)
    return t`Write at least ${shortest} characters: reviewers reject anything shorter.`;
  if (field === "tax_id" && !/^\d{2}-?\d{7}$/.test(value)) return t`Enter nine digits, such as 12-3456789.`;
  if (field === "phone_number" && !parsePhone(value, "US")) return t`Enter a valid phone number.`;
  if (field === "state" && !/^[A-Za-z]{2}$/.test(value)) return t`Enter a state's two letters, such as CA.`;
  if (field === "postal_code" && !/^\d{5}(-\d{4})?$/.test(value)) return t`Enter a ZIP code such as 94105.`;
  const isLink = field === "website" || field === "agreement_link" || field === "privacy_link";
  return isLink && !LINK.test(value) ? t`Enter a link that begins with https://.` : undefined;
}

/** The faults that the API found, by field. */
export function faultsOf(errors: FieldError[]): Faults {
  const found: Faults = {};
  for (const { field, message } of errors) found[field.split(".").at(-1) as Field] = message;
  return found;
}

/** The form as it is sent. */
export function toForm(draft: Draft): Form {
  const phone_number = parsePhone(draft.business.phone_number, "US") ?? draft.business.phone_number;
  return { ...draft, business: { ...draft.business, phone_number } } as Form;
}

/** A stored form as it is edited. */
export function toDraft({ business, messages }: Registration): Draft {
  return { business: { ...business }, messages: { ...messages } };
}
