/** The first steps of a team: each is ticked by what is there, whoever did it. */
import { t } from "@lingui/core/macro";

import { toMicros } from "../formats/money";
import type { BillingState } from "../billing";
import type { Team } from "../api/team";

type StepKey = "team" | "paypal" | "number" | "credits" | "people";

export interface Step {
  key: StepKey;
  done: boolean;
  title: string;
  about: string;
  to: string;
  action: string;
}

interface Facts {
  team: Team | null;
  billing: BillingState | undefined;
  hasNumber: boolean;
}

export function firstSteps({ team, billing, hasNumber }: Facts): Step[] {
  const counts = team?.counts;
  return [
    {
      key: "team",
      done: team !== null,
      title: t`Create a team`,
      about: t`Free. You manage everyone's numbers and credits, and pay for all of it in one place.`,
      to: "/",
      action: t`Manage other users in this account`,
    },
    {
      key: "paypal",
      done: Boolean(billing?.payment_method),
      title: t`Connect PayPal`,
      about: t`It pays for everything. Connecting it is free.`,
      to: "/billing",
      action: t`Connect PayPal`,
    },
    {
      key: "number",
      done: hasNumber,
      title: t`Get a number`,
      about: t`Local or toll-free, by area code, city or digits. You see the price before you confirm.`,
      to: "/numbers/new",
      action: t`Choose`,
    },
    {
      key: "credits",
      done: billing !== undefined && (toMicros(billing.balance) > 0n || toMicros(billing.held) > 0n),
      title: t`Buy credits`,
      about: t`They pay for calls and texts. You decide who gets how much.`,
      to: "/billing?buy=1",
      action: t`Buy`,
    },
    {
      key: "people",
      done: Boolean(counts && counts.people + counts.invited > 1),
      title: t`Invite people`,
      about: t`Use their phone number. They join from the app with a code.`,
      to: "/users?add=1",
      action: t`Invite`,
    },
  ];
}

/** Whether a team still sees its steps: a new one until all are done. A team at work isn't told how to begin. */
export function showsSteps(team: Team, steps: Step[], now: number): boolean {
  const isAlone = team.counts !== null && team.counts.people + team.counts.invited === 1;
  const isNew = now - Date.parse(team.opened_at) < NEW_DAYS * 86_400_000;
  return steps.some(({ done }) => !done) && (isAlone || isNew);
}

const NEW_DAYS = 14;
