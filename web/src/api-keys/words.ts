/** What the scopes of API keys open, in plain words, and for how long a key can work. */
import type { Scope } from "./queries";

export const SCOPES: Record<Scope, string> = {
  "team:read": "See the team, its activity log and who has left",
  "users:read": "See the team's people, and their credits and allowances",
  "users:write": "Invite, change, suspend and remove people",
  "credits:write": "Give credits and allowances from the team's balance, and take them back",
  "billing:read": "See balances, payments and plans",
  "documents:read": "Download receipts, invoices and statements, which have personal data",
  "usage:read": "See usage, its records and the ledger",
  "numbers:read": "See the team's numbers and search for available ones",
  "numbers:write": "Assign numbers and change where their calls go",
  "numbers:buy": "Buy numbers with your PayPal wallet, change their plans and cancel them",
  "calls:read": "See the call log and the list of voicemails",
  "texts:read": "Read texts and conversations",
  "texts:send": "Send texts from the team's numbers",
};

export const GROUPS: { name: string; scopes: Scope[] }[] = [
  { name: "Team and people", scopes: ["team:read", "users:read", "users:write"] },
  { name: "Money", scopes: ["billing:read", "documents:read", "usage:read", "credits:write"] },
  { name: "Numbers", scopes: ["numbers:read", "numbers:write", "numbers:buy"] },
  { name: "Calls and texts", scopes: ["calls:read", "texts:read", "texts:send"] },
];

export const LIFETIMES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "180", label: "180 days" },
  { value: "365", label: "One year" },
];

export const OVERLAPS = [
  { value: "0", label: "Stop it at once" },
  { value: "24", label: "Keep it for 24 hours" },
  { value: "168", label: "Keep it for 7 days" },
];

/** The networks that were typed, one in each line. */
export function networksIn(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
}
