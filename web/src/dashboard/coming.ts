/** What comes next, by its day: charges, renewals, ports, invitations that expire, plans and subscriptions that end. */
import { plural, t } from "@lingui/core/macro";

import type { User } from "../api/team";
import { displayName } from "../api/team";
import type { Charge, StoreSubscription, Subscription } from "../billing";
import { joinWords } from "../formats/list";
import { type Money, moneyFromMicros, toMicros } from "../formats/money";
import { formatPhone } from "../formats/phone";
import { STORE_NAMES } from "../formats/stores";
import { dayInZone } from "../formats/time";
import type { PortIn } from "../ports";

export interface Coming {
  key: string;
  /** The day in the reader's time zone, such as `2026-12-04`. */
  day: string;
  title: string;
  about: string;
  amount?: Money;
  to: string;
}

export interface ComingFacts {
  charges: Charge[];
  plans: Subscription[];
  ports: PortIn[];
  invited: User[];
  stores: StoreSubscription[];
  zone: string;
  now: number;
}

const NAMED = 2;
const DAYS_AHEAD = 31;
const DAY_MS = 86_400_000;

/** Everything of the next 31 days, the nearest first. */
export function comingNext({ charges, plans, ports, invited, stores, zone, now }: ComingFacts): Coming[] {
  const dayOf = (at: string) => dayInZone(zone, at);
  const last = dayInZone(zone, now + DAYS_AHEAD * DAY_MS);
  return [
    ...invoices(charges, dayOf),
    ...plans.flatMap((plan) => endingPlan(plan, dayOf)),
    ...ports.flatMap((port) => scheduledPort(port, dayOf)),
    ...expiring(invited, dayOf),
    ...stores.flatMap((store) => storeDay(store, dayOf)),
  ]
    .filter(({ day }) => day >= dayInZone(zone, now) && day <= last)
    .sort((one, other) => one.day.localeCompare(other.day));
}

type DayOf = (at: string) => string;

/** The charges of a day are one payment, and have one invoice. */
function invoices(charges: Charge[], dayOf: DayOf): Coming[] {
  const days = groupBy(charges, ({ when }) => dayOf(when));
  return [...days].map(([day, those], place) => {
    const sum = those.reduce((all, { amount }) => all + toMicros(amount), 0n);
    const numbers = those.map(({ what }) => /: (\+\d+)$/.exec(what)?.[1]).filter((number) => number !== undefined);
    const named = numbers.length <= NAMED && numbers.length === those.length;
    return {
      key: `charges-${day}`,
      day,
      title: place === 0 ? t`Next invoice` : t`Renewals`,
      about: named ? joinWords(numbers.map((number) => formatPhone(number))) : t`${those.length} plans renew`,
      amount: moneyFromMicros(sum),
      to: "/billing/plans",
    };
  });
}

function endingPlan({ status, store, paid_through, phone_number, subscription_id }: Subscription, dayOf: DayOf) {
  if (status !== "cancelled" || store) return [];
  const about = t`Its plan was canceled. Resume it to keep the number.`;
  const title = t`${formatPhone(phone_number)} ends`;
  return [{ key: subscription_id, day: dayOf(paid_through), title, about, to: "/billing/plans" }];
}

function scheduledPort({ status, scheduled_for, phone_number, port_id }: PortIn, dayOf: DayOf): Coming[] {
  if (status !== "scheduled" || !scheduled_for) return [];
  const title = t`${formatPhone(phone_number)} moves to Teamline`;
  const about = t`Calls and texts may pause for a few minutes.`;
  return [{ key: port_id, day: dayOf(scheduled_for), title, about, to: `/numbers/port-ins/${port_id}` }];
}

function expiring(invited: User[], dayOf: DayOf): Coming[] {
  const open = invited.filter(({ status, expires_at }) => status === "invited" && expires_at);
  return [...groupBy(open, ({ expires_at }) => dayOf(expires_at!))].map(([day, those]) => ({
    key: `invitations-${day}`,
    day,
    title: t`${plural(those.length, { one: "An invitation expires", other: "# invitations expire" })}`,
    about:
      those.length <= NAMED
        ? t`${joinWords(those.map(displayName))} can be invited again.`
        : t`You can resend them at any time.`,
    to: "/users?status=invited",
  }));
}

function storeDay(of: StoreSubscription, dayOf: DayOf): Coming[] {
  const at = of.moved ? of.paid_through : (of.renews_at ?? of.paid_through);
  if (!at || of.is_test || of.status === "ended") return [];
  const renews = !of.moved && of.renews_at !== null;
  return [
    {
      key: of.store_subscription_id,
      day: dayOf(at),
      title: renews ? t`Renews in ${STORE_NAMES[of.store]}` : t`Ends in ${STORE_NAMES[of.store]}`,
      about: of.phone_number ? formatPhone(of.phone_number) : t`A subscription without a number`,
      to: "/billing",
    },
  ];
}

function groupBy<T>(items: T[], dayOf: (item: T) => string): Map<string, T[]> {
  const days = new Map<string, T[]>();
  for (const item of items) days.set(dayOf(item), [...(days.get(dayOf(item)) ?? []), item]);
  return days;
}
