/** Money as people read and write it. Exact: decimal strings and whole micro-dollars, never a float. */

import { LOCALE } from "../language/locale";
import { cached } from "./cached";

export interface Money {
  amount: string;
  currency?: string | undefined;
}

const MICROS = 1_000_000n;
const moneyFormat = cached(
  (locale, { currency, digits }: { currency: string; digits: number }) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: digits,
      maximumFractionDigits: 6,
    }),
);
const AMOUNT = /^-?\d{1,9}(\.\d{1,6})?$/;

/** `$1,250.00`; `-$3.50`; with more than two decimals, or `digits`, only where there are more. */
export function formatMoney(money: Money, locale = LOCALE, digits = 2): string {
  const format = moneyFormat(locale, { currency: money.currency ?? "USD", digits });
  return format.format(money.amount as Intl.StringNumericLiteral);
}

/** How many decimals the longest of these amounts has: with so many each, they align in a column. */
export function mostDigits(amounts: Money[]): number {
  return Math.max(2, ...amounts.map(({ amount }) => amount.split(".")[1]?.length ?? 0));
}

/** Convert to whole micro-dollars, for comparing and adding. */
export function toMicros(money: Money): bigint {
  const [whole = "0", fraction = ""] = money.amount.replace("-", "").split(".");
  const size = BigInt(whole) * MICROS + BigInt(fraction.padEnd(6, "0"));
  return money.amount.startsWith("-") ? -size : size;
}

/** Convert whole micro-dollars to an amount as the API writes it. */
export function moneyFromMicros(size: bigint, currency = "USD"): Money {
  const digits = `${size < 0n ? -size : size}`.padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0{1,4}$/, "");
  return { amount: `${size < 0n ? "-" : ""}${digits.slice(0, -6)}.${fraction}`, currency };
}

/** Round to whole cents, for what is only expected. */
export function inCents(money: Money): Money {
  const cents = (toMicros(money) + 5_000n) / 10_000n;
  return moneyFromMicros(cents * 10_000n, money.currency);
}

/**
 * Convert typed text to what the API expects: `$1,250.5` is `1250.50`. Null unless it is an amount above zero with at
 * most two decimals.
 */
export function parseAmount(typed: string): string | null {
  let text = typed
    .trim()
    .replace(/^\$\s*/, "")
    .replace(/\s*(USD|\$)$/i, "");
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(",", "");
  else if (/^\d+,\d{1,2}$/.test(text)) text = text.replace(",", ".");
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text) || !AMOUNT.test(text)) return null;
  const [whole = "0", fraction = ""] = text.split(".");
  const amount = `${BigInt(whole)}.${fraction.padEnd(2, "0")}`;
  return /[1-9]/.test(amount) ? amount : null;
}
