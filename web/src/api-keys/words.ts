/** What the scopes of API keys open, in plain words, and for how long a key can work. */
import { t } from "@lingui/core/macro";

import type { Scope } from "./queries";

export const SCOPES: Record<Scope, string> = {
  "team:read": t`See the team, its activity log and who has left`,
  "users:read": t`See the team's people, and their credits and allowances`,
  "users:write": t`Invite, change, suspend and remove people`,
  "credits:write": t`Give credits and allowances from the team's balance, and take them back`,
  "billing:read": t`See balances, payments and plans`,
  "documents:read": t`Download receipts, invoices and statements, which have personal data`,
  "usage:read": t`See usage, its records and the ledger`,
  "numbers:read": t`See the team's numbers and search for available ones`,
  "numbers:write": t`Assign numbers and change where their calls go`,
  "numbers:buy": t`Buy numbers with your PayPal wallet, change their plans and cancel them`,
  "calls:read": t`See the call log and the list of voicemails`,
  "texts:read": t`Read texts and conversations`,
  "texts:send": t`Send texts from the team's numbers`,
};

export const GROUPS: { name: string; scopes: Scope[] }[] = [
  { name: t`Team and people`, scopes: ["team:read", "users:read", "users:write"] },
  { name: t`Money`, scopes: ["billing:read", "documents:read", "usage:read", "credits:write"] },
  { name: t`Numbers`, scopes: ["numbers:read", "numbers:write", "numbers:buy"] },
  { name: t`Calls and texts`, scopes: ["calls:read", "texts:read", "texts:send"] },
];

/** For how many days a key may live, as a choice. */
export const LIFETIMES = [30, 90, 180, 365].map((days) => ({ value: String(days), label: t`${days} days` }));

/** For how many hours the former secret works as well, as a choice. */
export const OVERLAPS = [
  { value: "0", label: t`Stop it within a minute; revoke the key to stop it at once` },
  ...[24, 168].map((hours) => ({ value: String(hours), label: t`Keep it for ${hours} hours` })),
];

/** The networks that were typed, one in each line. */
export function networksIn(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
}
