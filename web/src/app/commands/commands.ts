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
  { name: t`Add users`, to: "/users?add=1", words: t`invite, person, member`.split(", "), forManagers: true },
  { name: t`Get a number`, to: "/numbers/new", words: t`buy, order, phone`.split(", ") },
  {
    name: t`Port a number`,
    to: "/numbers/port-ins/new",
    words: t`transfer, bring, carrier`.split(", "),
    forManagers: true,
  },
  { name: t`Buy call credits`, to: "/billing", words: t`top up, add money, pay`.split(", ") },
  { name: t`Write a text`, to: "/texts", words: t`message, sms`.split(", ") },
  { name: t`Listen to voicemail`, to: "/calls/voicemails", words: t`messages`.split(", ") },
  { name: t`Change a number's plan`, to: "/billing/plans", words: t`renewal, subscription, cancel`.split(", ") },
  { name: t`Approve purchases`, to: "/billing/approvals", words: t`limit, waiting`.split(", "), forManagers: true },
  { name: t`Export your data`, to: "/profile#exports", words: t`download, privacy`.split(", ") },
  {
    name: t`Change your sign-in`,
    to: "/profile#security",
    words: t`password, passkey, two-step, authenticator`.split(", "),
  },
];

export const PLACES: Command[] = [
  { name: t`Dashboard`, to: "/" },
  { name: t`Usage`, to: "/usage", words: t`minutes, spend`.split(", ") },
  { name: t`Users`, to: "/users", words: t`people, team, members`.split(", "), forManagers: true },
  { name: t`Numbers`, to: "/numbers", words: t`phone, lines`.split(", ") },
  { name: t`Port-ins`, to: "/numbers/port-ins", words: t`transfer`.split(", ") },
  { name: t`Texting in the US`, to: "/numbers/texting", words: t`registration, 10dlc, campaign`.split(", ") },
  { name: t`Calls`, to: "/calls", words: t`log, history`.split(", ") },
  { name: t`Texts`, to: "/texts", words: t`messages, conversations`.split(", ") },
  { name: t`Billing`, to: "/billing", words: t`credits, payments, invoices, paypal`.split(", ") },
  { name: t`Activity`, to: "/activity", words: t`audit, log`.split(", "), forManagers: true },
  { name: t`Profile`, to: "/profile", words: t`settings, account`.split(", ") },
  { name: t`Plans and rates`, to: "/plans", words: t`prices, cost`.split(", ") },
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
