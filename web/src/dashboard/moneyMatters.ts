/** What is wrong with the money: PayPal, payments, the balance (B1, B5, B7). */
import { t } from "@lingui/core/macro";

import type { BillingState, Payment, Subscription } from "../billing";
import { formatMoney, type Money, toMicros } from "../formats/money";
import type { Matter } from "./matters";

export interface MoneyFacts {
  billing: BillingState | undefined;
  payments: Payment[];
  plans: Subscription[];
  /** Whether the team has people or numbers, which use its balance. */
  isUsed: boolean;
  pastDue: number;
  /** Below this, the balance of a team is low. */
  lowBalance: string;
}

export function moneyMatters({ billing, payments, plans, isUsed, pastDue, lowBalance }: MoneyFacts): Matter[] {
  if (!billing) return [];
  const found: Matter[] = [];
  const running = plans.filter(({ status, store }) => status === "active" && !store);
  if (running.length > 0 && billing.payment_method?.status !== "active") found.push(MISSING_PAYPAL);
  else if (billing.payment_method?.status === "broken") found.push(BROKEN_PAYPAL);
  if (toMicros(billing.owed) > 0n) found.push(owedMatter(billing.owed));
  if (payments[0]?.status === "failed" && pastDue === 0) found.push(failedMatter(payments[0]));
  const waiting = payments.filter(({ status }) => status === "pending");
  if (waiting.length > 0) found.push(pendingMatter(waiting));
  const low = billing.auto_top_up?.threshold ?? { amount: lowBalance };
  if (isUsed && toMicros(billing.balance) < toMicros(low)) found.push(lowMatter(billing, low));
  return found;
}

const MISSING_PAYPAL: Matter = {
  key: "paypal",
  level: "warning",
  title: t`We can't renew your plans`,
  about: t`No working PayPal account is connected. Without one, plans end when their paid time runs out. The team's owner can connect one.`,
  to: "/billing?back=%2F",
  action: t`Connect PayPal`,
};

const BROKEN_PAYPAL: Matter = {
  key: "paypal",
  level: "warning",
  title: t`PayPal no longer accepts our charges`,
  about: t`Your approval was withdrawn or has expired. Connect PayPal again before your next purchase.`,
  to: "/billing?back=%2F",
  action: t`Connect PayPal`,
};

function owedMatter(owed: Money): Matter {
  return {
    key: "owed",
    level: "warning",
    title: t`You owe ${formatMoney(owed)}`,
    about: t`PayPal reversed a payment after its credits were spent. Your next purchase pays this first.`,
    to: "/billing",
    action: t`Buy credits`,
  };
}

function failedMatter({ amount, reason_text }: Payment): Matter {
  return {
    key: "failed-payment",
    level: "error",
    title: t`The last payment failed`,
    about: t`${formatMoney(amount)} wasn't charged. ${reason_text ?? t`Check your PayPal account, then try again.`}`,
    to: "/billing/payments",
    action: t`Show payments`,
  };
}

function pendingMatter(waiting: Payment[]): Matter {
  const [one] = waiting;
  const single = waiting.length === 1 && one;
  const why = single
    ? (single.reason_text ?? t`PayPal is reviewing the payment.`)
    : t`PayPal hasn't completed them yet.`;

  return {
    key: "pending-payment",
    level: "info",
    title: single
      ? t`A payment of ${formatMoney(single.amount)} is pending`
      : t`${waiting.length} payments are pending`,
    about: t`${why} You'll get what you paid for once it clears. Don't pay again.`,
    to: "/billing/payments",
    action: t`Show payments`,
  };
}

function lowMatter({ balance, auto_top_up, topped_up }: BillingState, low: Money): Matter {
  const capped = auto_top_up && toMicros(topped_up) + toMicros(auto_top_up.amount) > toMicros(auto_top_up.monthly_cap);
  const isEmpty = toMicros(balance) <= 0n;
  return {
    key: "balance",
    level: "warning",
    title: isEmpty ? t`The balance is empty` : t`The balance is low: ${formatMoney(balance)}`,
    about: capped
      ? t`Automatic top-up has reached its limit for this month.`
      : auto_top_up
        ? t`Automatic top-up will add credits shortly.`
        : t`It's below ${formatMoney(low)}. Invitations and credits you give are paid from it.`,
    to: capped ? "/billing/settings" : "/billing",
    action: capped ? t`Change the limit` : t`Buy credits`,
  };
}
