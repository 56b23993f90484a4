/** Lists of people are read the way people write them, and every error is named before anything is sent. */
import { describe, expect, it } from "vitest";

import { readRows } from "./invitationRows";

const faults = (text: string) => readRows(text, "US").map((row) => row.faults);
const invitations = (text: string) => readRows(text, "US").map((row) => row.invitation);

describe("a list of people", () => {
  it("is read without a header, in the order phone, email, name, role, credits", () => {
    expect(invitations("(415) 555-0100, ana@example.com, Ana Diaz, admin, 10\n")).toEqual([
      {
        phone_number: "+14155550100",
        email: "ana@example.com",
        name: "Ana Diaz",
        role: "admin",
        credits: { amount: "10.00", currency: "USD" },
      },
    ]);
  });

  it("is read by its header, in any order, with columns that we do not know", () => {
    const text = "Department,E-Mail,Mobile,Full name\nSales,bo@example.com,415-555-0101,Bo Lee";
    expect(invitations(text)).toEqual([{ phone_number: "+14155550101", email: "bo@example.com", name: "Bo Lee" }]);
  });

  it("is read as spreadsheets save it: quotes, semicolons, CRLF, a byte order mark", () => {
    const text = '\uFEFFphone;email;name\r\n+14155550102;cy@example.com;"Cy ""the Eye""; Young"\r\n';
    expect(invitations(text)[0]?.name).toBe('Cy "the Eye"; Young');
  });

  it("may have empty lines, and counts lines as in the file", () => {
    const rows = readRows("+14155550100,a@example.com\n\n,,\n12,b@example.com", "US");
    expect(rows.map((row) => row.line)).toEqual([1, 4]);
  });

  it.each([
    ["12, a@example.com", ["This isn't a phone number."]],
    [",a@example.com", ["The phone number is missing."]],
    ["+14155550100", ["The email is missing."]],
    ["+14155550100, nobody", ["This isn't an email address."]],
    ["+14155550100, a@example.com, A, boss", ["The role must be member or admin."]],
    ["+14155550100, a@example.com, A, , ten", ["The credits must be an amount."]],
    ["+14155550100, a@example.com, A, Member, 0", []],
  ])("%s has the faults %s", (text, expected) => expect(faults(text)).toEqual([expected]));

  it("names the line of a number that appears twice, however it is written", () => {
    expect(faults("+14155550100,a@example.com\n(415) 555-0100,b@example.com")).toEqual([
      [],
      ["This number is already on line 1. Only that row is used."],
    ]);
  });

  it("is read at ten thousand rows", () => {
    const text = Array.from({ length: 10_000 }, (_, n) => `+1415${5_550_000 + n},p${n}@example.com`).join("\n");
    const rows = readRows(text, "US");
    expect(rows).toHaveLength(10_000);
    expect(rows.filter((row) => row.faults.length > 0)).toHaveLength(0);
  });
});
