/** What is typed reaches the API as expected; objections find their field; documents are checked before upload. */
import { describe, expect, it } from "vitest";

import type { Plan } from "../api/plans";
import { Problem } from "../api/problem";

import {
  type Bill,
  billOf,
  changedFields,
  EMPTY_BILL,
  faultsByField,
  fieldsForPath,
  stateCode,
  toRequest,
  validateBill,
} from "./bill";
import { documentFault, mediaType, uploadForm } from "./documents";
import { findFaults, readFaults, toNumbers } from "./OtherNumbers";
import { canCancel, firstNumber, kindOfNumber, listStages, movingNumbers, unprovedNumbers } from "./progress";
import type { PortIn, PortInStatusCode } from "./queries";

const BILL: Bill = {
  ...EMPTY_BILL,
  account_number: " 12-345 ",
  pin: "9876",
  name: "Bennett & Daughters",
  authorized_person: "Olivia Bennett",
  street: "1 Market Street",
  city: "San Francisco",
  state: "California",
  postal_code: "94105",
};

const PORT = {
  phone_number: "+14155550100",
  numbers: [] as PortIn["numbers"],
  carrier: {
    account_number_ends: "2345",
    has_pin: true,
    billing_phone_number: "+14155550100",
    new_billing_phone_number: null,
    keeps_other_numbers: false,
  },
  account_holder: {
    ...toRequest(BILL).holder,
    address: { ...toRequest(BILL).holder.address, extended: "", country: "US" },
  },
} as PortIn;

describe("a bill", () => {
  it("is written as the API wants it", () => {
    expect(toRequest({ ...BILL, billing_phone_number: "(415) 555-0199" })).toEqual({
      carrier: {
        account_number: "12-345",
        pin: "9876",
        keeps_other_numbers: false,
        billing_phone_number: "+14155550199",
      },
      holder: {
        name: "Bennett & Daughters",
        authorized_person: "Olivia Bennett",
        address: {
          street: "1 Market Street",
          extended: "",
          city: "San Francisco",
          state: "CA",
          postal_code: "94105",
          country: "US",
        },
      },
    });
  });

  it("is complete, or each missing field is named", () => {
    expect(validateBill(BILL, false)).toEqual({});
    expect(Object.keys(validateBill(EMPTY_BILL, false)).sort()).toEqual(
      ["account_number", "city", "name", "postal_code", "state", "street"].sort(),
    );
    expect(validateBill({ ...BILL, account_number: "" }, true)).toEqual({});
    expect(validateBill({ ...BILL, pin: "1 2", billing_phone_number: "12" }, false)).toEqual({
      pin: "Use only letters, digits and symbols in the PIN.",
      billing_phone_number: "This isn't a phone number.",
    });
  });

  it("that was given is changed only where it differs", () => {
    expect(changedFields(PORT, billOf(PORT))).toBeNull();
    expect(changedFields(PORT, { ...billOf(PORT), pin: "1111" })).toEqual({ carrier: { pin: "1111" } });
    expect(changedFields(PORT, { ...billOf(PORT), name: "Bennett Inc" })?.holder?.name).toBe("Bennett Inc");
    expect(changedFields(PORT, { ...billOf(PORT), name: "Bennett Inc" })?.carrier).toBeUndefined();
    expect(changedFields(PORT, { ...billOf(PORT), billing_phone_number: "415 555 0199" })).toEqual({
      carrier: { billing_phone_number: "+14155550199" },
    });
  });

  it("goes back to the number itself as the main one", () => {
    const other = { ...PORT, carrier: { ...PORT.carrier, billing_phone_number: "+14155550199" } };
    expect(changedFields(other, { ...billOf(other), billing_phone_number: "" })).toEqual({
      carrier: { billing_phone_number: "+14155550100" },
    });
  });

  it.each([
    ["CA", "CA"],
    [" ny ", "NY"],
    ["new york", "NY"],
    ["PR", "PR"],
    ["Kalifornien", null],
    ["", null],
  ])("is of the state %s: %s", (typed, state) => expect(stateCode(typed)).toBe(state));
});

describe("an objection", () => {
  it.each([
    ["carrier.account_number", ["account_number"]],
    ["holder.address.postal_code", ["postal_code"]],
    ["holder.address", ["street", "extended", "city", "state", "postal_code"]],
    ["documents.bill", []],
    ["phone_number", []],
    ["", []],
  ])("to %s is about %j", (path, fields) => expect(fieldsForPath(path)).toEqual(fields));

  it("is shown at its field; two about one field are joined", () => {
    const messages = [
      { field: "holder.address", message: "Another address." },
      { field: "holder.address.street", message: "Too long." },
      { field: "carrier.pin", message: "Wrong." },
      { field: "documents.bill", message: "Old." },
    ];
    expect(faultsByField(messages)).toEqual({ street: "Another address. Too long.", pin: "Wrong." });
  });
});

describe("a document", () => {
  const requirements = { accepts: ["application/pdf", "image/jpeg", "image/png"], max_bytes: 10 * 1024 * 1024 };
  const file = (name: string, type: string, size: number) => ({ name, type, size });

  it.each([
    [file("bill.pdf", "application/pdf", 1), null],
    [file("BILL.PDF", "", 1), null],
    [file("photo.heic", "image/heic", 1), /HEIC photo. Save it as JPEG or PDF/],
    [file("IMG_1.HEIC", "", 1), /HEIC photo/],
    [file("letter.docx", "", 1), /Choose a PDF/],
    [file("bill.pdf", "application/pdf", 0), /empty/],
    [file("bill.png", "image/png", 10 * 1024 * 1024 + 1), /larger than 10 MB/],
  ])("%j is taken or refused: %s", (chosen, fault) => {
    if (fault === null) expect(documentFault(chosen, requirements)).toBeNull();
    else expect(documentFault(chosen, requirements)).toMatch(fault);
  });

  it("is posted after the storage's own fields, in their order, with its type", () => {
    const chosen = new File(["%PDF-"], "bill.pdf", { type: "application/pdf" });
    const form = uploadForm({ upload_fields: { key: "port_1/bill", policy: "p", "x-amz-signature": "s" } }, chosen);
    expect([...form.keys()]).toEqual(["key", "policy", "x-amz-signature", "Content-Type", "file"]);
    expect(form.get("Content-Type")).toBe("application/pdf");
    expect(mediaType(file("bill.JPG", "", 1))).toBe("image/jpeg");
  });
});

describe("the way of a number", () => {
  const history = (...statuses: PortInStatusCode[]) =>
    statuses.map((status, index) => ({ status, at: `2026-11-0${index + 1}T10:00:00Z`, message: "" }));
  const states = (status: PortInStatusCode, ...before: PortInStatusCode[]) =>
    listStages({ status, history: history(...before, status) }).map(({ state }) => state);

  it.each<[PortInStatusCode, PortInStatusCode[], string[]]>([
    ["draft", [], ["now", "ahead", "ahead", "ahead", "ahead"]],
    ["in_review", ["draft", "submitted"], ["done", "done", "now", "ahead", "ahead"]],
    ["needs_info", ["draft", "submitted", "in_review"], ["done", "done", "trouble", "ahead", "ahead"]],
    ["needs_info", ["draft", "submitted"], ["done", "trouble", "ahead", "ahead", "ahead"]],
    ["completed", ["draft", "submitted", "in_review", "scheduled"], ["done", "done", "done", "done", "done"]],
    ["cancelled", ["draft", "submitted"], ["done", "stopped", "ahead", "ahead", "ahead"]],
  ])("that is %s after %j has the stages %j", (status, before, expected) =>
    expect(states(status, ...before)).toEqual(expected),
  );

  it("has the time when each stage was last reached, and none for those ahead", () => {
    const back = listStages({ status: "submitted", history: history("draft", "submitted", "needs_info", "submitted") });
    expect(back[1]?.at).toBe("2026-11-04T10:00:00Z");
    expect(back[2]?.at).toBeNull();
  });

  it("can be canceled until the deadline of the carrier", () => {
    const port = { status: "scheduled" as const, cancelling: false, cancellable_until: "2026-12-01T15:00:00Z" };
    expect(canCancel(port, Date.parse("2026-12-01T15:00:00Z"))).toBe(true);
    expect(canCancel(port, Date.parse("2026-12-01T15:00:01Z"))).toBe(false);
    expect(canCancel({ ...port, cancelling: true }, 0)).toBe(false);
    expect(canCancel({ ...port, status: "completed" }, 0)).toBe(false);
    expect(canCancel({ status: "in_review", cancelling: false, cancellable_until: null })).toBe(true);
  });

  it.each([
    ["+14155550100", "local"],
    ["+18885550100", "toll_free"],
    ["+18005550100", "toll_free"],
    ["+442079460123", null],
    [null, null],
  ])("%s is of the kind %s", (number, kind) => expect(kindOfNumber(number)).toBe(kind));
});

describe("several numbers", () => {
  const typed = (phone_number: string) => ({ phone_number, user_id: null });
  const plans = [
    { plan_id: "local_monthly", kind: "local" },
    { plan_id: "local_yearly", kind: "local" },
    { plan_id: "toll_free_monthly", kind: "toll_free" },
  ] as Plan[];
  const part = (phone_number: string, more: object = {}) =>
    ({ port_id: phone_number, phone_number, status: "draft", cancelling: false, is_proved: true, ...more }) as never;

  it("are US numbers, each once", () => {
    const faults = findFaults("(415) 555-0100", [typed("415 555 0100"), typed("(415) 555-0101"), typed("12")]);
    expect(Object.keys(faults)).toEqual(["0", "2"]);
    expect(faults[0]).toBe("This number is in the request twice.");
  });

  it("have the chosen plan, and one of another kind the first plan of its kind", () => {
    const numbers = [typed("(415) 555-0101"), { phone_number: "(844) 555-0146", user_id: "acc_1" }];
    expect(toNumbers(numbers, "local_yearly", plans)).toEqual([
      { phone_number: "+14155550101", plan_id: "local_yearly" },
      { phone_number: "+18445550146", plan_id: "toll_free_monthly", user_id: "acc_1" },
    ]);
  });

  it("show the API's message at the number that it is about", () => {
    const errors = [{ field: "with_numbers.1.phone_number", code: "not_portable", message: "It can't be ported." }];
    expect(readFaults(new Problem({ code: "not_portable", errors }))).toEqual({
      1: "It can't be ported.",
    });
    expect(readFaults(null)).toEqual({});
  });

  it("are those that are not given up, the main number first", () => {
    const numbers = [part("+14155550101"), part("+14155550100"), part("+14155550102", { status: "cancelled" })];
    const port = { ...PORT, numbers };
    expect(movingNumbers(port)).toHaveLength(2);
    expect(firstNumber(port)).toBe("+14155550101");
  });

  it("each need a code, unless they are given up", () => {
    const numbers = [
      part("+14155550101", { is_proved: false }),
      part("+14155550100", { is_proved: false, cancelling: true }),
    ];
    expect(unprovedNumbers({ numbers })).toHaveLength(1);
  });
});
