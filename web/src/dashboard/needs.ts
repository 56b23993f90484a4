/** Who needs the owner or an admin: purchases to approve, people with few credits, or at their limit (B7, B12, T11). */
import { plural, t } from "@lingui/core/macro";

import { displayName, type User } from "../api/team";
import type { CreditsOfPerson } from "../billing";
import { formatMoney, toMicros } from "../formats/money";

export interface Need {
  key: string;
  title: string;
  about: string;
  to: string;
  action: string;
}

export interface NeedFacts {
  approvals: number;
  people: User[];
  credits: ReadonlyMap<string, CreditsOfPerson>;
}

export function needsOf({ approvals, people, credits }: NeedFacts): Need[] {
  const [limited, empty, low]: [Need[], Need[], Need[]] = [[], [], []];
  for (const user of people) {
    const of = user.user_id ? credits.get(user.user_id) : undefined;
    if (!of || user.status !== "active") continue;
    if (isAtLimit(of)) limited.push(limitNeed(user, of));
    else if (user.numbers.length === 0)
      continue; // nothing to call and text with
    else if (of.level === "empty") empty.push(creditsNeed(user, t`has no credits left`));
    else if (of.level === "low") low.push(creditsNeed(user, t`is low on credits: ${formatMoney(of.balance)}`));
  }
  return [...(approvals > 0 ? [approvalsNeed(approvals)] : []), ...limited, ...empty, ...low];
}

function approvalsNeed(count: number): Need {
  return {
    key: "approvals",
    title: t`${plural(count, { one: "# purchase waits for your approval", other: "# purchases wait for your approval" })}`,
    about: t`It's above an admin's monthly limit. Nothing is charged until you approve it.`,
    to: "/billing/approvals",
    action: t`Review`,
  };
}

function isAtLimit({ spend_limit, spent_this_month }: CreditsOfPerson): boolean {
  return Boolean(spend_limit && spent_this_month && toMicros(spent_this_month) >= toMicros(spend_limit));
}

function limitNeed(user: User, { spend_limit }: CreditsOfPerson): Need {
  return {
    key: `limit-${user.user_id}`,
    title: t`${displayName(user)} has reached the spend limit`,
    about: t`The limit is ${formatMoney(spend_limit!)} a month. Calls and texts stop until next month, or until you raise it.`,
    to: `/users/${user.user_id}`,
    action: t`Change limit`,
  };
}

function creditsNeed(user: User, what: string): Need {
  return {
    key: `credits-${user.user_id}`,
    title: `${displayName(user)} ${what}`,
    about: t`Calls and texts need credits.`,
    to: `/users/${user.user_id}`,
    action: t`Give credits`,
  };
}
