/** What the command menu can do and open, apart from people and numbers. Pure. */

export interface Command {
  /** What it is called in the menu. */
  name: string;
  to: string;
  /** Other words that find it. */
  words?: string[];
  forManagers?: boolean;
}

export const ACTIONS: Command[] = [
  { name: "Add users", to: "/users?add=1", words: ["invite", "person", "member"], forManagers: true },
  { name: "Get a number", to: "/numbers/new", words: ["buy", "order", "phone"] },
  { name: "Port a number", to: "/numbers/port-ins/new", words: ["transfer", "bring", "carrier"], forManagers: true },
  { name: "Buy call credits", to: "/billing", words: ["top up", "add money", "pay"] },
  { name: "Write a text", to: "/texts", words: ["message", "sms"] },
  { name: "Listen to voicemail", to: "/calls/voicemails", words: ["messages"] },
  { name: "Change a number's plan", to: "/billing/plans", words: ["renewal", "subscription", "cancel"] },
  { name: "Approve purchases", to: "/billing/approvals", words: ["limit", "waiting"], forManagers: true },
  { name: "Export your data", to: "/profile#exports", words: ["download", "privacy"] },
  { name: "Change your sign-in", to: "/profile#security", words: ["password", "passkey", "two-step", "authenticator"] },
];

export const PLACES: Command[] = [
  { name: "Dashboard", to: "/" },
  { name: "Usage", to: "/usage", words: ["minutes", "spend"] },
  { name: "Users", to: "/users", words: ["people", "team", "members"], forManagers: true },
  { name: "Numbers", to: "/numbers", words: ["phone", "lines"] },
  { name: "Port-ins", to: "/numbers/port-ins", words: ["transfer"] },
  { name: "Texting in the US", to: "/numbers/texting", words: ["registration", "10dlc", "campaign"] },
  { name: "Calls", to: "/calls", words: ["log", "history"] },
  { name: "Texts", to: "/texts", words: ["messages", "conversations"] },
  { name: "Billing", to: "/billing", words: ["credits", "payments", "invoices", "paypal"] },
  { name: "Activity", to: "/activity", words: ["audit", "log"], forManagers: true },
  { name: "Profile", to: "/profile", words: ["settings", "account"] },
  { name: "Plans and rates", to: "/plans", words: ["prices", "cost"] },
];

/** The keys that work everywhere, as the list under `?` shows them. */
export const KEYS: [keys: string[], does: string][] = [
  [["Ctrl", "K"], "Open the command menu"],
  [["/"], "Search the list on this screen"],
  [["G", "D"], "Go to Dashboard"],
  [["G", "U"], "Go to Users"],
  [["G", "N"], "Go to Numbers"],
  [["G", "C"], "Go to Calls"],
  [["G", "T"], "Go to Texts"],
  [["G", "B"], "Go to Billing"],
  [["Esc"], "Close the panel or dialog"],
  [["?"], "Show these keys"],
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
