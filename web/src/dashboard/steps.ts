/** The first steps of a team: each is ticked by what is there, whoever did it. */
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
      title: "Create a team",
      about: "Free. You manage everyone's numbers and credits, and pay for all of it in one place.",
      to: "/",
      action: "Manage other users in this account",
    },
    {
      key: "paypal",
      done: Boolean(billing?.payment_method),
      title: "Connect PayPal",
      about: "It pays for everything. Connecting it is free.",
      to: "/billing",
      action: "Connect PayPal",
    },
    {
      key: "number",
      done: hasNumber,
      title: "Get a number",
      about: "Local or toll-free, by area code, city or digits. You see the price before you confirm.",
      to: "/numbers/new",
      action: "Choose",
    },
    {
      key: "credits",
      done: billing !== undefined && (toMicros(billing.balance) > 0n || toMicros(billing.held) > 0n),
      title: "Buy credits",
      about: "They pay for calls and texts. You decide who gets how much.",
      to: "/billing?buy=1",
      action: "Buy",
    },
    {
      key: "people",
      done: Boolean(counts && counts.people + counts.invited > 1),
      title: "Invite people",
      about: "Use their phone number. They join from the app with a code.",
      to: "/users?add=1",
      action: "Invite",
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
