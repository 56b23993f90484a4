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

/** Says it of a count: the figure that decides between one and several, and how it is written, such as `more than 9`. */
function counting(say: (count: number, written: string, about: About) => string): Say {
  return (it, about) => {
    const count = it.count ?? 0;
    return say(count, it.is_least ? t`more than ${count}` : String(count), about);
  };
}

const UNDONE: Record<string, Say> = {
  none: () => t`This can't be undone.`,
  owner: (_, { name }) =>
    name ? t`Only ${name} can make you the owner again.` : t`Only the new owner can make you the owner again.`,
  team: (it, { zone }) =>
    it.until
      ? t`You or another admin can undo this until ${formatDay(it.until, zone)}. Deleted voicemails don't come back.`
      : t`You can restore access at any time.`,
  person: (it, { zone }) =>
    t`If you change your mind, you can come back until ${formatDay(it.until ?? "", zone)}, unless you join another team.`,
};

const PORTS: Record<string, (number: string) => string> = {
  team: (number) => t`The transfer of ${number} to Teamline continues, and the number will be the team's.`,
  owner: (number) => t`The transfer of ${number} to Teamline continues, and the number will be yours.`,
  ends: (number) => t`The transfer of ${number} to Teamline is canceled.`,
};

const PAYERS: Partial<Record<Consequence["fate"], Say>> = {
  ends: counting(
    (count, written) =>
      t`${plural(count, { one: `${written} number plan isn't`, other: `${written} number plans aren't` })} renewed.`,
  ),
  owner: counting((count, written, { name }) =>
    name
      ? t`${plural(count, { one: `${written} number plan renews`, other: `${written} number plans renew` })} with ${name}'s PayPal account. If they haven't connected one, the team's plans can't renew and will end.`
      : t`${plural(count, { one: `${written} number plan renews`, other: `${written} number plans renew` })} with the new owner's PayPal account. If they haven't connected one, the team's plans can't renew and will end.`,
  ),
};

const ownPlans = counting((count, written, { name }) =>
  name
    ? t`${name} pays for ${plural(count, { one: `${written} number plan`, other: `${written} number plans` })} of their own from the next renewal on.`
    : t`You pay for ${plural(count, { one: `${written} number plan`, other: `${written} number plans` })} of your own from the next renewal on. Connect PayPal under Billing before that.`,
);

const signedOut = counting(
  (count, written) =>
    t`You're signed out on ${plural(count, { one: `${written} device`, other: `${written} devices` })} right away.`,
);

const SENTENCES: Record<Consequence["kind"], Say> = {
  leaves_team: (_, { name, action }) => {
    if (name) return t`${name} loses access to the team right away, and keeps their own Teamline account.`;
    return action === "close"
      ? t`You leave your team.`
      : t`You leave the team right away. You keep your Teamline account.`;
  },
  people_leave: counting(
    (count, written) =>
      t`${plural(count, { one: `${written} person leaves`, other: `${written} people leave` })} the team. They keep their own accounts and whatever they paid for.`,
  ),
  invitations_revoked: counting(
    (count, written) =>
      t`${plural(count, { one: `${written} open invitation stops`, other: `${written} open invitations stop` })} working. Credits on hold for them come back.`,
  ),
  access_paused: (_, { name }) =>
    name
      ? t`${name} stays on the team, but can't use its numbers and credits until you restore access.`
      : t`This person stays on the team, but can't use its numbers and credits until you restore access.`,
  becomes_owner: (_, { name }) =>
    name
      ? t`${name} becomes the owner and takes over the team's balance and all decisions about the team.`
      : t`This person becomes the owner and takes over the team's balance and all decisions about the team.`,
  becomes_admin: () =>
    t`You stay on the team as an admin. Your PayPal account stays yours and no longer pays for the team.`,
  hand_over_first: (it) =>
    t`There ${plural(it.count ?? 0, { one: "is # other person", other: "are # other people" })} on your team. Make one of them the owner, or dissolve the team first.`,
  undo: (it, about) => UNDONE[it.fate]?.(it, about) ?? null,
  number: () => null,
  more_numbers: counting(
    (count, written) =>
      t`The same applies to ${plural(count, { one: `${written} other number`, other: `${written} other numbers` })}.`,
  ),
  more_port_ins: counting(
    (count, written) =>
      t`The same applies to ${plural(count, { one: `${written} other transfer`, other: `${written} other transfers` })} to Teamline.`,
  ),
  port_in: (it) => PORTS[it.fate]?.(phone(it)) ?? t`The transfer of ${phone(it)} to Teamline continues.`,
  port_out: (it) => t`Another carrier has asked for ${phone(it)}. That request continues.`,
  texts: (it, { name, action }) => {
    if (it.fate === "ends") return t`Your texts and voicemails are deleted.`;
    if (action === "dissolve") return t`Everyone keeps their own texts.`;
    return name ? t`${name} keeps their texts. The team never sees them.` : t`You keep your texts.`;
  },
  voicemails: () => t`Voicemails of numbers that stay with the team are deleted.`,
  shared_numbers: counting((count, written, { name }) =>
    name
      ? t`${plural(count, { one: `${written} shared number no longer rings`, other: `${written} shared numbers no longer ring` })} for ${name}.`
      : t`${plural(count, { one: `${written} shared number no longer rings`, other: `${written} shared numbers no longer ring` })} for you.`,
  ),
  credits_from_team: (it, { name }) => {
    if (it.fate === "paused") return t`${amount(it)} in credits from the team can't be used until you restore access.`;
    return name
      ? t`${amount(it)} in unspent credits from the team goes back to its balance.`
      : t`${amount(it)} in unspent credits from your team goes back to its balance.`;
  },
  credits_own: (it, about) => credits(it, about),
  credits_granted: (it, about) => credits(it, about),
  refundable: () => null,
  owed: (it, { action }) =>
    action === "dissolve" ? t`${amount(it)} is owed, and you'll have to pay it.` : t`${amount(it)} is owed.`,
  team_balance: (it, { name }) => {
    if (it.fate === "ends") return t`You'll lose ${amount(it)} in your team's credits.`;
    return name
      ? t`The team's balance of ${amount(it)} goes to ${name} with the team.`
      : t`The team's balance of ${amount(it)} becomes your own credits.`;
  },
  allowance: (it) =>
    it.fate === "paused"
      ? t`The monthly allowance of ${amount(it)} is paused.`
      : t`The monthly allowance of ${amount(it)} ends.`,
  spend_limit: (it) => (it.fate === "ends" ? t`The spend limit of ${amount(it)} a month no longer applies.` : null),
  auto_top_up: () => t`Auto top-up is turned off.`,
  payer: (it, about) => {
    if (it.fate === "stays") return null;
    const say = PAYERS[it.fate];
    if (say) return say(it, about);
    return about.action === "dissolve"
      ? t`Each number plan renews with the PayPal account of the person who gets the number.`
      : ownPlans(it, about);
  },
  receipts: (_, { action }) => {
    if (action === "close") return t`Download any invoices you need first. You won't be able to sign in afterward.`;
    return action === "dissolve" ? t`The team's invoices and receipts stay under Billing.` : null;
  },
  sessions: (it, about) => (it.fate === "ends" ? signedOut(it, about) : null),
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
  return renews
    ? t`${paid} in ${store}. It renews there until it's canceled there.`
    : t`${paid} in ${store}. It isn't renewed there.`;
}

function nameStore(store: string): string {
  return store === "google_play" ? STORE_NAMES.google_play : STORE_NAMES.app_store;
}

/** Until when a number is paid, what it costs then, and whom: `from Tom's PayPal account`, if that changes or is to be chosen. */
export function sayOfNumber(it: Consequence, zone: string, payer = ""): string {
  const paid = it.paid_through ? t`Paid until ${formatDay(it.paid_through, zone)}` : "";
  if (it.store) return sayInStore(paid, nameStore(it.store), it.months !== null);
  if (!it.price || it.fate === "ends") return paid ? `${paid}.` : "";
  const price = formatMoney(it.price);
  const then = plural(it.months ?? 0, { one: `${price} a month`, other: `${price} for # months` });
  return payer ? t`${paid}, then ${then} ${payer}.` : t`${paid}, then ${then}.`;
}

function credits(it: Consequence, { name }: About): string {
  const [sum, isOwn] = [amount(it), it.kind === "credits_own"];
  if (it.fate === "ends")
    return isOwn ? t`You'll lose ${sum} in your own credits.` : t`You'll lose ${sum} in credits from Teamline.`;
  if (name)
    return isOwn
      ? t`${name} keeps ${sum} in credits that they bought.`
      : t`${name} keeps ${sum} in credits from Teamline.`;
  return isOwn ? t`You keep ${sum} in credits of your own.` : t`You keep ${sum} in credits from Teamline.`;
}
