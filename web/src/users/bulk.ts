/** What can be done to several people at once: to whom, and what happens. */
import { plural, t } from "@lingui/core/macro";

import { api, unwrap } from "../api/client";
import { Problem } from "../api/problem";
import type { User } from "../api/team";
import { UNDO_DAYS } from "../api/terms";
import { rowId } from "./labels";

export type Action = "resend" | "credits" | "allowance" | "set_role" | "suspend" | "restore" | "remove";

/** Who keeps a number: it stays with the team, or goes with the person. */
export type KeptBy = "keep" | "hand_over";

/** What the person has chosen for everyone. */
export interface Choice {
  role: "admin" | "member";
  numbers: KeptBy;
  /** Who keeps a number, by its id, where that isn't as for all. */
  ofNumbers: Record<string, KeptBy>;
  amount: string;
}

interface Described {
  label: string;
  title: (people: string) => string;
  consequences: string[];
  applies: (user: User) => boolean;
}

const isInvited = (user: User) => user.user_id === null;
const isMember = (user: User) => user.user_id !== null && user.role !== "owner";

export const ACTIONS: Record<Action, Described> = {
  resend: {
    label: t`Invite again`,
    title: (people) => t`Invite ${people} again?`,
    consequences: [t`Each person gets a text and an email with a new code. Their old code stops working.`],
    applies: isInvited,
  },
  credits: {
    label: t`Give credits`,
    title: (people) => t`Give credits to ${people}?`,
    consequences: [t`They can spend the credits right away. PayPal isn't charged.`],
    applies: (user) => user.user_id !== null,
  },
  allowance: {
    label: t`Set monthly allowance`,
    title: (people) => t`Set a monthly allowance for ${people}?`,
    consequences: [
      t`Each person gets it from the team's balance, starting on the next billing day. PayPal isn't charged.`,
    ],
    applies: (user) => user.user_id !== null,
  },
  set_role: {
    label: t`Change role`,
    title: (people) => t`Change the role of ${people}?`,
    consequences: [t`This takes effect right away.`],
    applies: isMember,
  },
  suspend: {
    label: t`Suspend`,
    title: (people) => t`Suspend ${people}?`,
    consequences: [t`They can't use the team's credits and numbers until you restore access.`],
    applies: (user) => isMember(user) && user.status === "active",
  },
  restore: {
    label: t`Restore`,
    title: (people) => t`Restore ${people}?`,
    consequences: [t`They can use the team's credits and numbers again right away.`],
    applies: (user) => isMember(user) && user.status === "suspended",
  },
  remove: {
    label: t`Remove`,
    title: (people) => t`Remove ${people} from the team?`,
    consequences: [
      t`Members lose access to the team right away, and their unspent credits from the team go back to its balance.`,
      t`Invitations are withdrawn. Their codes stop working, and credits on hold for them go back to the balance.`,
      t`They keep whatever they paid for themselves.`,
      t`For ${UNDO_DAYS} days, you can undo each removal under Recently removed.`,
    ],
    applies: (user) => isInvited(user) || isMember(user),
  },
};

export function countPeople(count: number): string {
  return t`${plural(count, { one: "# person", other: "# people" })}`;
}

/** What became of one person's row; `reason` is empty if it was done. */
export interface Outcome {
  user: User;
  reason: string;
}

/** Send one request for all of them; return what became of each. */
export async function sendBulk(
  { action, users, choice }: { action: Action; users: User[]; choice: Choice },
  header: { "Idempotency-Key": string },
): Promise<Outcome[]> {
  const { results } = await request(action, users, choice, header);
  return users.map((user, index) => {
    const result = results.find((one) => one.index === index);
    if (!result) return { user, reason: t`There was no response for this person.` };
    return { user, reason: result.problem ? new Problem(result.problem).message : "" };
  });
}

type Header = { "Idempotency-Key": string };

function request(action: Action, users: User[], choice: Choice, header: Header) {
  if (action === "credits") return give(users, choice, header);
  if (action === "allowance") return allow(users, choice, header);
  return change(action, users, choice, header);
}

/** Whether every person gets an amount of money. */
export function givesMoney(action: Action): boolean {
  return action === "credits" || action === "allowance";
}

function give(users: User[], choice: Choice, header: Header) {
  const allocations = rowsOfMoney(users, choice);
  return unwrap(api.POST("/v1/users/credits/batch", { body: { allocations }, params: { header } }));
}

function allow(users: User[], choice: Choice, header: Header) {
  const allowances = rowsOfMoney(users, choice);
  return unwrap(api.PUT("/v1/users/allowances/batch", { body: { allowances }, params: { header } }));
}

function rowsOfMoney(users: User[], { amount }: Choice) {
  return users.map(({ user_id }) => ({ user_id: user_id ?? "", amount: { amount, currency: "USD" as const } }));
}

function change(
  action: Exclude<Action, "credits" | "allowance">,
  users: User[],
  { role, numbers, ofNumbers }: Choice,
  header: Header,
) {
  const rows = users.map((user) => ({
    action,
    ...(user.user_id ? { user_id: user.user_id } : { invitation_id: rowId(user) }),
    ...(action === "set_role" && { role }),
    numbers,
    ...(action === "remove" && { number_choices: choicesOf(user, ofNumbers) }),
  }));
  return unwrap(api.POST("/v1/team/users/bulk", { body: { rows }, params: { header } }));
}

/** What was chosen of the numbers of one person. */
export function choicesOf({ numbers }: Pick<User, "numbers">, chosen: Record<string, KeptBy>): Record<string, KeptBy> {
  const own = numbers.map(({ number_id }) => number_id);
  return Object.fromEntries(Object.entries(chosen).filter(([id]) => own.includes(id)));
}
