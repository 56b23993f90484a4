/** Lists of people to invite, typed line by line or read from a CSV file, each row checked before anything is sent. */
import { t } from "@lingui/core/macro";
import Papa from "papaparse";

import { parseAmount } from "../formats/money";
import { guessCountry, parsePhone } from "../formats/phone";

type InvitedRole = "admin" | "member";

export interface NewInvitation {
  phone_number: string;
  email: string;
  name?: string;
  role?: InvitedRole;
  credits?: { amount: string; currency: "USD" };
}

/** One row: its text, the invitation it makes, and its errors. */
export interface Row {
  line: number;
  text: Record<Column, string>;
  invitation: NewInvitation;
  faults: string[];
  /** The same by the column that is wrong. */
  faultsIn: Partial<Record<Column, string>>;
}

export type Column = "phone_number" | "email" | "name" | "role" | "credits";

const COLUMNS: Column[] = ["phone_number", "email", "name", "role", "credits"];
const NAMES: Record<string, Column> = {
  phonenumber: "phone_number",
  phone: "phone_number",
  mobile: "phone_number",
  number: "phone_number",
  telephone: "phone_number",
  email: "email",
  emailaddress: "email",
  mail: "email",
  name: "name",
  fullname: "name",
  role: "role",
  credits: "credits",
  credit: "credits",
  amount: "credits",
};
/** Excel's line that names the separator: `sep=;`. */
const SEPARATOR_LINE = /^"?sep=(.)"?\r?\n/i;
const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;

/** Read rows separated by commas, semicolons or tabs. A header row can list the columns in any order. */
export function readRows(text: string, home = guessCountry()): Row[] {
  const plain = text.replace(/^\uFEFF/, "").trimEnd();
  const [separatorLine, delimiter] = SEPARATOR_LINE.exec(plain) ?? ["", ""];
  const { data } = Papa.parse<string[]>(plain.slice(separatorLine.length), { skipEmptyLines: false, delimiter });
  const before = separatorLine === "" ? 1 : 2;
  const named = namedColumns(data[0] ?? []);
  const columns = named ?? COLUMNS;
  const rows = data
    .map((cells, index) => ({ cells, line: index + before }))
    .slice(named ? 1 : 0)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ cells, line }) => checkRow(line, cellsByColumn(columns, cells), home));
  return withDuplicates(rows);
}

/** Check the text of one row, or of the form. */
export function checkRow(line: number, text: Record<Column, string>, home = guessCountry()): Row {
  const phone = parsePhone(text.phone_number, home);
  const role = text.role.toLowerCase();
  const credits = text.credits === "" ? null : parseAmount(text.credits);
  const faultsIn: Row["faultsIn"] = {};
  if (text.phone_number === "") faultsIn.phone_number = t`The phone number is missing.`;
  else if (!phone) faultsIn.phone_number = t`This isn't a phone number.`;
  if (text.email === "") faultsIn.email = t`The email is missing.`;
  else if (!EMAIL.test(text.email)) faultsIn.email = t`This isn't an email address.`;
  if (!["", "member", "admin"].includes(role)) faultsIn.role = t`The role must be member or admin.`;
  if (text.credits !== "" && !credits && !isZero(text.credits)) faultsIn.credits = t`The credits must be an amount.`;
  const invitation: NewInvitation = {
    phone_number: phone ?? text.phone_number,
    email: text.email,
    ...(text.name && { name: text.name }),
    ...(role && { role: role as InvitedRole }),
    ...(credits && { credits: { amount: credits, currency: "USD" as const } }),
  };
  return { line, text, invitation, faults: Object.values(faultsIn), faultsIn };
}

function namedColumns(first: string[]): (Column | null)[] | null {
  const columns = first.map((cell) => NAMES[cell.toLowerCase().replace(/[^a-z]/g, "")] ?? null);
  return columns.includes("phone_number") ? columns : null;
}

function cellsByColumn(columns: (Column | null)[], cells: string[]): Record<Column, string> {
  const row: Record<Column, string> = { phone_number: "", email: "", name: "", role: "", credits: "" };
  columns.forEach((column, index) => {
    if (column) row[column] = (cells[index] ?? "").trim();
  });
  return row;
}

function isZero(text: string): boolean {
  return /^\$?0+([.,]0*)?$/.test(text);
}

function withDuplicates(rows: Row[]): Row[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const before = first.get(row.invitation.phone_number);
    if (before === undefined) first.set(row.invitation.phone_number, row.line);
    return before === undefined
      ? row
      : { ...row, faults: [...row.faults, t`This number is already on line ${before}. Only that row is used.`] };
  });
}
