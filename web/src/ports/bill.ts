/** The details of the old carrier's bill: as typed, as the API expects them, and what is wrong with them. */
import { t } from "@lingui/core/macro";

import { PIN_PATTERN, ZIP_CODE_PATTERN } from "../api/facts";
import type { Body } from "../api/shapes";
import { parsePhone } from "../formats/phone";
import { STATES } from "../formats/usStates";
import { firstNumber } from "./progress";
import type { PortIn } from "./queries";

type NewPortIn = Body<"/v1/port-ins">;
export type PortInChange = Body<"/v1/port-ins/{id}", "patch">;

export interface Bill {
  account_number: string;
  pin: string;
  billing_phone_number: string;
  keeps_other_numbers: boolean;
  new_billing_phone_number: string;
  name: string;
  authorized_person: string;
  street: string;
  extended: string;
  city: string;
  state: string;
  postal_code: string;
}

export type BillField = keyof Bill;
export type Faults = Partial<Record<BillField, string>>;

export const EMPTY_BILL: Bill = {
  account_number: "",
  pin: "",
  billing_phone_number: "",
  keeps_other_numbers: false,
  new_billing_phone_number: "",
  name: "",
  authorized_person: "",
  street: "",
  extended: "",
  city: "",
  state: "",
  postal_code: "",
};

export const ACCOUNT_FIELDS: BillField[] = [
  "account_number",
  "pin",
  "billing_phone_number",
  "keeps_other_numbers",
  "new_billing_phone_number",
];
const ADDRESS_FIELDS: BillField[] = ["street", "extended", "city", "state", "postal_code"];
export const HOLDER_FIELDS: BillField[] = ["name", "authorized_person", ...ADDRESS_FIELDS];

function pathOf(field: BillField): string {
  if (ACCOUNT_FIELDS.includes(field)) return `carrier.${field}`;
  return ADDRESS_FIELDS.includes(field) ? `holder.address.${field}` : `holder.${field}`;
}

/** The fields that a path of the API means: `holder.address` is the whole address. */
export function fieldsForPath(path: string): BillField[] {
  const fields = [...ACCOUNT_FIELDS, ...HOLDER_FIELDS];
  const exact = fields.filter((field) => pathOf(field) === path);
  return exact.length > 0 ? exact : path === "" ? [] : fields.filter((field) => pathOf(field).startsWith(`${path}.`));
}

/** Put the API's messages at their fields; a message about several fields goes to the first of them. */
export function faultsByField(errors: { field: string; message: string }[]): Faults {
  const faults: Faults = {};
  for (const { field: path, message } of errors) {
    const [first] = fieldsForPath(path);
    if (first) faults[first] = faults[first] ? `${faults[first]} ${message}` : message;
  }
  return faults;
}

/** Find errors before anything is sent. What was entered before may stay empty. */
export function validateBill(bill: Bill, given: boolean): Faults {
  const faults: Faults = {};
  const must = (field: BillField, message: string) => {
    if (String(bill[field]).trim() === "") faults[field] = message;
  };
  if (!given) must("account_number", t`Enter the account number.`);
  must("name", t`Enter the name.`);
  must("street", t`Enter the street address.`);
  must("city", t`Enter the city.`);
  if (bill.keeps_other_numbers && !bill.new_billing_phone_number.trim() && !bill.billing_phone_number.trim()) {
    faults.new_billing_phone_number = t`Enter the main number for the ones that stay.`;
  }
  if (!stateCode(bill.state)) faults.state = t`Enter a state, such as CA.`;
  if (!ZIP_CODE_PATTERN.test(bill.postal_code.trim())) faults.postal_code = t`Enter a ZIP code, such as 94105.`;
  if (!PIN_PATTERN.test(bill.pin.trim())) faults.pin = t`Use only letters, digits and symbols in the PIN.`;
  for (const field of ["billing_phone_number", "new_billing_phone_number"] as const) {
    if (bill[field].trim() && !parsePhone(bill[field], "US")) faults[field] = t`This isn't a phone number.`;
  }
  return faults;
}

/** `CA` for `ca` and for `California`; null if it isn't a state. */
export function stateCode(typed: string): string | null {
  const text = typed.trim();
  const named = STATES.find(({ label }) => label.toLowerCase() === text.toLowerCase());
  return named?.value ?? (/^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : null);
}

/** Convert the details to what the API expects. */
export function toRequest(bill: Bill): Pick<NewPortIn, "carrier" | "holder"> {
  const phone = (typed: string) => parsePhone(typed, "US");
  const [main, next] = [phone(bill.billing_phone_number), phone(bill.new_billing_phone_number)];
  return {
    carrier: {
      account_number: bill.account_number.trim(),
      pin: bill.pin.trim(),
      keeps_other_numbers: bill.keeps_other_numbers,
      ...(main && { billing_phone_number: main }),
      ...(bill.keeps_other_numbers && next && { new_billing_phone_number: next }),
    },
    holder: {
      name: bill.name.trim(),
      authorized_person: bill.authorized_person.trim() || bill.name.trim(),
      address: {
        street: bill.street.trim(),
        extended: bill.extended.trim(),
        city: bill.city.trim(),
        state: stateCode(bill.state) ?? bill.state.trim(),
        postal_code: bill.postal_code.trim(),
        country: "US",
      },
    },
  };
}

/** The details that were entered before. Account number and PIN are never shown again: left empty, they stay. */
export function billOf(port: PortIn): Bill {
  const { carrier, account_holder } = port;
  const { street, extended, city, state, postal_code } = account_holder.address;
  return {
    account_number: "",
    pin: "",
    billing_phone_number: carrier.billing_phone_number === firstNumber(port) ? "" : carrier.billing_phone_number,
    keeps_other_numbers: carrier.keeps_other_numbers,
    new_billing_phone_number: carrier.new_billing_phone_number ?? "",
    name: account_holder.name,
    authorized_person: account_holder.authorized_person,
    ...{ street, extended, city, state, postal_code },
  };
}

/** The part of the bill that changed; null if nothing did. */
export function changedFields(port: PortIn, bill: Bill): Pick<PortInChange, "carrier" | "holder"> | null {
  const before = toRequest(billOf(port));
  const after = toRequest(bill);
  const main = after.carrier.billing_phone_number ?? firstNumber(port);
  const carrier = {
    ...(after.carrier.account_number && { account_number: after.carrier.account_number }),
    ...(after.carrier.pin && { pin: after.carrier.pin }),
    ...(main !== port.carrier.billing_phone_number && { billing_phone_number: main }),
    ...(bill.keeps_other_numbers !== port.carrier.keeps_other_numbers && {
      keeps_other_numbers: bill.keeps_other_numbers,
    }),
    ...(after.carrier.new_billing_phone_number &&
      after.carrier.new_billing_phone_number !== port.carrier.new_billing_phone_number && {
        new_billing_phone_number: after.carrier.new_billing_phone_number,
      }),
  };
  const holder = JSON.stringify(after.holder) === JSON.stringify(before.holder) ? null : after.holder;
  const changed = { ...(Object.keys(carrier).length > 0 && { carrier }), ...(holder && { holder }) };
  return Object.keys(changed).length > 0 ? changed : null;
}
