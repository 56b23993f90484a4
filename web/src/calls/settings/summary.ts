/** The settings of a number's calls in a few words. */
import { plural, t } from "@lingui/core/macro";

import { formatMoney } from "../../formats/money";
import { formatPhone, guessCountry } from "../../formats/phone";
import type { PhoneNumber } from "../../numbers";
import type { Forwarding } from "./types";

export function describeForwarding(forwarding: PhoneNumber["forwarding"], home = guessCountry()): string {
  if (!forwarding) return t`Off`;
  const { to, mode, ring_seconds } = forwarding;
  const [number, rate] = [formatPhone(to, home), describeRate(forwarding)];
  return mode === "always"
    ? t`To ${number}, always · ${rate}`
    : t`To ${number}, when unanswered for ${ring_seconds} seconds · ${rate}`;
}

/** `$0.012 a minute` */
function describeRate({ rate_per_minute }: Pick<Forwarding, "rate_per_minute">): string {
  return t`${formatMoney(rate_per_minute)} a minute`;
}

/** What a minute costs where, and how it is counted. */
export function describePrice(forwarding: Pick<Forwarding, "rate_per_minute" | "place" | "rounding">): string {
  const counted = forwarding.rounding === "minute" ? t`Billed per minute, rounded up.` : t`Billed per second.`;
  return `${forwarding.place}: ${describeRate(forwarding)}. ${counted}`;
}

export function describeRing(others: number): string {
  if (others === 0) return t`Only its user's app`;
  return t`${plural(others, { one: "Its user's app and 1 other", other: "Its user's app and # others" })}`;
}

export function describeBlocked(count: number): string {
  if (count === 0) return t`None`;
  return t`${plural(count, { one: "# number", other: "# numbers" })}`;
}
