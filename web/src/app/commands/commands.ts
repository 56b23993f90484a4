/** What the command menu can do and open, apart from people and numbers. Pure. */
import { t } from "@lingui/core/macro";

export interface Command {
  /** What it is called in the menu. */
  name: string;
  to: string;
  /** Other words that find it. */
  words?: string[];
  forManagers?: boolean;
}

export const ACTIONS: Command[] = [
  { name: t`Add users`, to: "/users?add=1", words: ["invite", "person", "member"], forManagers: true },
  { name: t`Get a number`, to: "/numbers/new", words: ["buy", "order", "phone"] },
  { name: t`Port a number`, to: "/numbers/port-ins/new", words: ["transfer", "bring", "carrier"], forManagers: true },
  { name: t`Buy call credits`, to: "/billing", words: [t`top up`, t`add money`, "pay"] },
  { name: t`Write a text`, to: "/texts", words: ["message", "sms"] },
  { name: t`Listen to voicemail`, to: "/calls/voicemails", words: ["messages"] },
  { name: t`Change a number's plan`, to: "/billing/plans", words: ["renewal", "subscription", "cancel"] },
  { name: t`Approve purchases`, to: "/billing/approvals", words: ["limit", "waiting"], forManagers: true },
  { name: t`Export your data`, to: "/profile#exports", words: ["download", "privacy"] },
  {
    name: t`Change your sign-in`,
    to: "/profile#security",
    words: ["password", "passkey", "two-step", "authenticator"],
  },
];

export const PLACES: Command[] = [
  { name: t`Dashboard`, to: "/" },
  { name: t`Usage`, to: "/usage", words: ["minutes", "spend"] },
  { name: t`Users`, to: "/users", words: ["people", "team", "members"], forManagers: true },
  { name: t`Numbers`, to: "/numbers", words: ["phone", "lines"] },
  { name: t`Port-ins`, to: "/numbers/port-ins", words: ["transfer"] },
  { name: t`Texting in the US`, to: "/numbers/texting", words: ["registration", "10dlc", "campaign"] },
  { name: t`Calls`, to: "/calls", words: ["log", "history"] },
  { name: t`Texts`, to: "/texts", words: ["messages", "conversations"] },
  { name: t`Billing`, to: "/billing", words: ["credits", "payments", "invoices", "paypal"] },
  { name: t`Activity`, to: "/activity", words: ["audit", "log"], forManagers: true },
  { name: t`Profile`, to: "/profile", words: ["settings", "account"] },
  { name: t`Plans and rates`, to: "/plans", words: ["prices", "cost"] },
];

/** The keys that work everywhere, as the list under `?` shows them. */
export const KEYS: [keys: string[], does: string][] = [
  [["Ctrl", "K"], t`Open the command menu`],
  [["/"], t`Search the list on this screen`],
  [["G", "D"], t`Go to Dashboard`],
  [["G", "U"], t`Go to Users`],
  [["G", "N"], t`Go to Numbers`],
  [["G", "C"], t`Go to Calls`],
  [["G", "T"], t`Go to Texts`],
  [["G", "B"], t`Go to Billing`],
  [["Esc"], t`Close the panel or dialog`],
  [["?"], t`Show these keys`],
];

export const GO_TO: Record<string, string> = {
  d: "/",
  u: "/users",
  n: "/numbers",
  c: "/calls",
  t: "/texts",
  b: "/billing",
};

/**
 * How well an entry fits what is typed: 0 for not at all. Every word typed must be in it; one that begins a word of the
 * name counts most. Digits are compared however they are written.
 */
export function fitOf(value: string, typed: string, keywords: string[] = []): number {
  const name = value.toLowerCase();
  const all = [name, ...keywords].join(" ").toLowerCase();
  const digits = typed.replace(/\D/g, "");
  if (/^[\d\s()+.-]+$/.test(typed) && digits) return all.replace(/[\s()+.-]/g, "").includes(digits) ? 1 : 0;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => all.includes(word))) return 0;
  if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 1;
  return words.every((word) => ` ${all}`.includes(` ${word}`)) ? 0.5 : 0.25;
}
