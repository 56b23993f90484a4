/** Each consequence as a sentence, to the person it happens to or to who does it to them. */
import { plural, t } from "@lingui/core/macro";

import { formatMoney } from "../formats/money";
import { formatPhone } from "../formats/phone";
import { STORE_NAMES } from "../formats/stores";
import { formatDay } from "../formats/time";
import type { Action, Consequence } from "./queries";

/** Of whom it is said: `name` of another person, or undefined for the reader; and in which time zone. */
export interface About {
  action: Action;
  name: string | undefined;
  zone: string;
}

type Say = (it: Consequence, about: About) => string | null;

const amount = (it: Consequence) => (it.amount ? formatMoney(it.amount) : "");
const phone = (it: Consequence) => formatPhone(it.phone_number ?? "");
const counted = (it: Consequence, one: string, many: string) =>
  it.count === 1 && !it.is_least ? `1 ${one}` : `${it.is_least ? t`more than ` : ""}${it.count ?? 0} ${many}`;

const UNDONE: Record<string, Say> = {
  none: () => t`This can't be undone.`,
  owner: (_, { name }) => t`Only ${name ?? t`the new owner`} can make you the owner again.`,
  team: (it, { zone }) =>
    it.until
      ? t`You or another admin can undo this until ${formatDay(it.until, zone)}. Deleted voicemails don't come back.`
      : t`You can restore access at any time.`,
  person: (it, { zone }) =>
    t`If you change your mind, you can come back until ${formatDay(it.until ?? "", zone)}, unless you join another team.`,
};

const PORTS: Record<string, string> = {
  team: t`continues, and the number will be the team's.`,
  owner: t`continues, and the number will be yours.`,
  ends: t`is canceled.`,
};

const CREDITS: Record<string, string> = {
  credits_own: t`credits of your own`,
  credits_granted: t`credits from Teamline`,
};

const SENTENCES: Record<Consequence["kind"], Say> = {
  leaves_team: (_, { name, action }) => {
    if (name) return t`${name} loses access to the team right away, and keeps their own Teamline account.`;
    return action === "close"
      ? t`You leave your team.`
      : t`You leave the team right away. You keep your Teamline account.`;
  },
  people_leave: (it) =>
    t`${counted(it, t`person leaves`, t`people leave`)} the team. They keep their own accounts and whatever they paid for.`,
  invitations_revoked: (it) =>
    t`${counted(it, t`open invitation stops`, t`open invitations stop`)} working. Credits on hold for them come back.`,
  access_paused: (_, { name }) =>
    t`${name ?? t`This person`} stays on the team, but can't use its numbers and credits until you restore access.`,
  becomes_owner: (_, { name }) =>
    t`${name ?? t`This person`} becomes the owner and takes over the team's balance and all decisions about the team.`,
  becomes_admin: () =>
    t`You stay on the team as an admin. Your PayPal account stays yours and no longer pays for the team.`,
  hand_over_first: (it) =>
    t`There ${plural(it.count, { one: "is 1 other person", other: `are ${it.count ?? 0} other people` })} on your team. ` +
    t`Make one of them the owner, or dissolve the team first.`,
  undo: (it, about) => UNDONE[it.fate]?.(it, about) ?? null,
  number: () => null,
  more_numbers: (it) => t`The same applies to ${counted(it, t`other number`, t`other numbers`)}.`,
  more_port_ins: (it) => t`The same applies to ${counted(it, t`other transfer`, t`other transfers`)} to Teamline.`,
  port_in: (it) => t`The transfer of ${phone(it)} to Teamline ${PORTS[it.fate] ?? "continues."}`,
  port_out: (it) => t`Another carrier has asked for ${phone(it)}. That request continues.`,
  texts: (it, { name, action }) => {
    if (it.fate === "ends") return t`Your texts and voicemails are deleted.`;
    if (action === "dissolve") return t`Everyone keeps their own texts.`;
    return name ? t`${name} keeps their texts. The team never sees them.` : t`You keep your texts.`;
  },
  voicemails: () => t`Voicemails of numbers that stay with the team are deleted.`,
  shared_numbers: (it, { name }) =>
    t`${counted(it, t`shared number no longer rings`, t`shared numbers no longer ring`)} for ${name ?? "you"}.`,
  credits_from_team: (it, { name }) => {
    if (it.fate === "paused") return t`${amount(it)} in credits from the team can't be used until you restore access.`;
    return t`${amount(it)} in unspent credits ${name ? t`from the team` : t`from your team`} goes back to its balance.`;
  },
  credits_own: (it, about) => credits(it, about),
  credits_granted: (it, about) => credits(it, about),
  refundable: () => null,
  owed: (it, { action }) => t`${amount(it)} is owed${action === "dissolve" ? t`, and you'll have to pay it` : ""}.`,
  team_balance: (it, { name }) => {
    if (it.fate === "ends") return t`You'll lose ${amount(it)} in your team's credits.`;
    return name
      ? t`The team's balance of ${amount(it)} goes to ${name} with the team.`
      : t`The team's balance of ${amount(it)} becomes your own credits.`;
  },
  allowance: (it) => t`The monthly allowance of ${amount(it)} ${it.fate === "paused" ? t`is paused` : "ends"}.`,
  spend_limit: (it) => (it.fate === "ends" ? t`The spend limit of ${amount(it)} a month no longer applies.` : null),
  auto_top_up: () => t`Auto top-up is turned off.`,
  payer: (it, { name, action }) => {
    if (it.fate === "ends") return t`${counted(it, t`number plan isn't`, t`number plans aren't`)} renewed.`;
    if (it.fate === "stays") return null;
    if (it.fate === "owner")
      return (
        t`${counted(it, t`number plan renews`, t`number plans renew`)} with ${name ?? t`the new owner`}'s PayPal account. ` +
        t`If they haven't connected one, the team's plans can't renew and will end.`
      );
    if (action === "dissolve")
      return t`Each number plan renews with the PayPal account of the person who gets the number.`;
    const plans = counted(it, t`number plan`, t`number plans`);
    return name
      ? t`${name} pays for ${plans} of their own from the next renewal on.`
      : t`You pay for ${plans} of your own from the next renewal on. Connect PayPal under Billing before that.`;
  },
  receipts: (_, { action }) => {
    if (action === "close") return t`Download any invoices you need first. You won't be able to sign in afterward.`;
    return action === "dissolve" ? t`The team's invoices and receipts stay under Billing.` : null;
  },
  sessions: (it) =>
    it.fate === "ends" ? t`You're signed out on ${counted(it, "device", "devices")} right away.` : null,
  second_factors: (it) => (it.fate === "ends" ? t`Your two-step sign-in is removed.` : null),
  personal_data: (it) =>
    it.fate === "ends"
      ? t`We delete your name, email and phone number. The law requires us to keep payments and invoices as they were made. You'll get a record of what we keep.`
      : null,
};

/** Everything to say, in the order of the services; facts that change nothing for the reader are left out. */
export function sayAll(items: Consequence[], about: About): string[] {
  const said = items.filter(({ kind }) => kind !== "undo").map((it) => SENTENCES[it.kind](it, about));
  const undo = items.filter(({ kind }) => kind === "undo").map((it) => SENTENCES.undo(it, about));
  return [...new Set([...said, ...undo].filter((text) => text !== null))];
}

/** Only its customer can cancel it in the store, and it goes on being charged there until then (B9). */
function sayInStore(paid: string, store: string, renews: boolean): string {
  return t`${paid} in ${store}. ${renews ? t`It renews there until it's canceled there.` : t`It isn't renewed there.`}`;
}

function nameStore(store: string): string {
  return store === "google_play" ? STORE_NAMES.google_play : STORE_NAMES.app_store;
}

/** Until when a number is paid, what it costs then, and whom: of `payer`, if that changes or is to be chosen. */
export function sayOfNumber(it: Consequence, zone: string, payer = ""): string {
  const paid = it.paid_through ? t`Paid until ${formatDay(it.paid_through, zone)}` : "";
  if (it.store) return sayInStore(paid, nameStore(it.store), it.months !== null);
  if (!it.price || it.fate === "ends") return paid ? `${paid}.` : "";
  const period = t`${plural(it.months, { one: "a month", other: `for ${it.months ?? 0} months` })}`;
  return t`${paid}, then ${formatMoney(it.price)} ${period}${payer && t` from ${payer} PayPal account`}.`;
}

function credits(it: Consequence, { name }: About): string {
  if (it.fate === "ends")
    return t`You'll lose ${amount(it)} in ${it.kind === "credits_own" ? t`your own credits` : CREDITS[it.kind]}.`;
  return name
    ? t`${name} keeps ${amount(it)} in ${it.kind === "credits_own" ? t`credits that they bought` : CREDITS[it.kind]}.`
    : t`You keep ${amount(it)} in ${CREDITS[it.kind]}.`;
}
