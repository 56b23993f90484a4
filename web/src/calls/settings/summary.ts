/** The settings of a number's calls in a few words. */
import { formatMoney } from "../../formats/money";
import { formatPhone, guessCountry } from "../../formats/phone";
import type { PhoneNumber } from "../../numbers";
import type { Forwarding } from "./types";

export function describeForwarding(forwarding: PhoneNumber["forwarding"], home = guessCountry()): string {
  if (!forwarding) return "Off";
  const { to, mode, ring_seconds } = forwarding;
  const when = mode === "always" ? "always" : `when unanswered for ${ring_seconds} seconds`;
  return `To ${formatPhone(to, home)}, ${when} · ${describeRate(forwarding)}`;
}

/** `$0.012 a minute` */
function describeRate({ rate_per_minute }: Pick<Forwarding, "rate_per_minute">): string {
  return `${formatMoney(rate_per_minute)} a minute`;
}

/** What a minute costs where, and how it is counted. */
export function describePrice(forwarding: Pick<Forwarding, "rate_per_minute" | "place" | "rounding">): string {
  const counted = forwarding.rounding === "minute" ? "Billed per minute, rounded up." : "Billed per second.";
  return `${forwarding.place}: ${describeRate(forwarding)}. ${counted}`;
}

export function describeRing(others: number): string {
  if (others === 0) return "Only its user's app";
  return others === 1 ? "Its user's app and 1 other" : `Its user's app and ${others} others`;
}

export function describeBlocked(count: number): string {
  if (count === 0) return "None";
  return count === 1 ? "1 number" : `${count} numbers`;
}
