/** Each line of the activity log as a sentence. */
import { t } from "@lingui/core/macro";

import { countryName } from "../formats/countries";
import { formatMoney, type Money, toMicros } from "../formats/money";
import { formatPhone } from "../formats/phone";
import { ACTION_LABELS } from "./labels";
import type { ActivityEntry } from "./queries";

type Details = Record<string, unknown>;
type Describe = (subject: string, details: Details) => string;

const FACTOR_RULES: Record<string, string> = {
  none: t`made two-step sign-in optional`,
  admins: t`required two-step sign-in for the owner and admins`,
  everyone: t`required two-step sign-in for everyone`,
};

const SENTENCES: Record<string, Describe> = {
  team_opened: (team) => t`created the team “${team}”`,
  team_renamed: (_, { from, to }) => t`renamed the team from “${textOf(from)}” to “${textOf(to)}”`,
  team_handed_over: (person) => t`transferred ownership of the team to ${person}`,
  deputy_named: (person) => t`named ${person} to take over the team unless its owner objects`,
  deputy_objected: (person) => t`stayed the owner, so ${person} won't take over the team`,
  deputy_withdrawn: (person) => t`canceled the takeover of the team by ${person}`,
  deputy_dropped: (person) => t`dropped the takeover of the team by ${person}`,
  team_dissolved: (team) => t`dissolved the team “${team}”`,
  invitation_sent: (person, { credits }) =>
    isMoney(credits) && toMicros(credits) > 0n
      ? t`invited ${person} with ${formatMoney(credits)} in credits`
      : t`invited ${person}`,
  invitation_sent_again: (person) => t`resent the invitation to ${person}`,
  invitation_revoked: (person) => t`withdrew the invitation to ${person}`,
  invitation_expired: (person) => t`closed the expired invitation to ${person}`,
  member_joined: (person) => (person === "" ? t`joined the team` : t`joined the team as ${person}`),
  member_suspended: (person) => t`suspended ${person}`,
  member_restored: (person) => t`restored access for ${person}`,
  member_removed: (person) => t`removed ${person} from the team`,
  member_left: () => t`left the team`,
  removal_undone: (person) => t`undid the removal of ${person}`,
  member_returned: () => t`came back to the team`,
  role_changed: (person, { from, to }) => t`changed ${person}'s role from ${roleName(from)} to ${roleName(to)}`,
  account_closed: (person) => t`closed ${person}'s account`,
  number_bought: (number, { to }) => (to ? t`bought ${number} for ${textOf(to)}` : t`bought ${number}`),
  number_bought_back: (number) => t`restored ${number} from reserve`,
  number_assigned: (number, { to }) => t`assigned ${number} to ${personName(to)}`,
  number_moved: (number, { from, to }) => t`moved ${number} from ${personName(from)} to ${personName(to)}`,
  number_unassigned: (number, { from }) => t`unassigned ${number} from ${personName(from)}`,
  number_handed_over: (number, { to }) => t`let ${personName(to)} take ${number} with them`,
  number_cancelled: (number) => t`canceled ${number}; it works until the end of the paid period`,
  number_kept: (number) => t`undid the cancellation of ${number}`,
  plan_changed: (number, { plan_id }) => t`changed the plan for ${number} to ${planName(textOf(plan_id))}`,
  port_in_submitted: (number) => t`requested the port-in of ${number} from its old carrier`,
  port_in_cancelled: (number) => t`canceled the port-in of ${number}`,
  second_factor_rule_changed: (_, { to }) => FACTOR_RULES[textOf(to)] ?? t`changed who needs two-step sign-in`,
  number_labeled: (number, { label }) =>
    label ? t`labeled ${number} “${textOf(label)}”` : t`removed the label from ${number}`,
  calls_forwarded: (number, { place, mode }) =>
    mode === "always"
      ? t`turned on forwarding from ${number} to ${textOf(place)}, always`
      : t`turned on forwarding from ${number} to ${textOf(place)}, when unanswered`,
  forwarding_stopped: (number) => t`turned off forwarding from ${number}`,
  calling_countries_changed: (_, { added, removed }) => countriesChanged(countriesOf(added), countriesOf(removed)),
  credits_bought: (_, { amount }) => t`bought ${moneyOf(amount)} in credits`,
  credits_given: (person, { amount }) => t`gave ${person} ${moneyOf(amount)} in credits`,
  refund_requested: (_, { amount }) => t`requested a refund of ${moneyOf(amount)} in unspent credits`,
  credits_taken_back: (person, { amount }) => t`took back ${moneyOf(amount)} in credits from ${person}`,
  spend_limit_changed: (person, { amount }) =>
    amount ? t`set ${person}'s spend limit to ${moneyOf(amount)} a month` : t`removed ${person}'s spend limit`,
  allowance_changed: (person, { amount }) =>
    amount ? t`gave ${person} an allowance of ${moneyOf(amount)} a month` : t`stopped ${person}'s monthly allowance`,
  admin_limit_changed: (person, { amount }) =>
    t`let ${person} spend up to ${moneyOf(amount)} a month from the PayPal wallet`,
  step_up_changed: (_, { amount }) => t`required confirmation for purchases above ${moneyOf(amount)}`,
  approval_requested: (_, { amount }) => t`asked the owner to approve a purchase of ${moneyOf(amount)}`,
  approval_approved: (person, { amount }) => t`approved a purchase of ${moneyOf(amount)} that ${person} asked for`,
  approval_declined: (person, { amount }) => t`declined a purchase of ${moneyOf(amount)} that ${person} asked for`,
  auto_top_up_changed: (_, { amount, threshold, monthly_cap }) =>
    amount
      ? t`set automatic top-up to ${moneyOf(amount)} below ${moneyOf(threshold)}, at most ${moneyOf(monthly_cap)} a month`
      : t`turned automatic top-up off`,
  wallet_attached: () => t`attached a PayPal wallet`,
  wallet_removed: () => t`removed the PayPal wallet`,
  wallet_disconnected: () => t`disconnected the PayPal wallet with the link in our email, as its owner asked`,
  port_out_objected: (number) => t`objected to the transfer of ${number} to another carrier`,
  port_out_pin_changed: (number) => t`set a new transfer PIN for ${number}`,
  number_ported_out: (number) => t`recorded that ${number} has moved to another carrier`,
  endpoint_added: (host) => t`added the endpoint ${host} for webhooks`,
  endpoint_changed: (host) => t`changed the endpoint ${host}`,
  endpoint_paused: (host) => t`paused webhooks to ${host}`,
  endpoint_resumed: (host) => t`resumed webhooks to ${host}`,
  endpoint_secret_rotated: (host) => t`rotated the secret of the endpoint ${host}`,
  endpoint_removed: (host) => t`deleted the endpoint ${host}`,
  port_in_completed: (number, { to }) =>
    to
      ? t`transferred ${number} from its old carrier, for ${textOf(to)}`
      : t`transferred ${number} from its old carrier`,
};

/** The actions that the log can be filtered by. */
export const ACTIONS = Object.keys(SENTENCES).map((value) => ({
  value,
  label: ACTION_LABELS[value] ?? labelOf(value),
}));

/** Say what was done, without who did it: `bought (415) 555-0142 for Mia`. */
export function describeAction(entry: Pick<ActivityEntry, "action" | "actor" | "subject" | "details">): string {
  const describe = SENTENCES[entry.action];
  const subject = subjectName(entry);
  return describe ? describe(subject, entry.details) : `${labelOf(entry.action).toLowerCase()} ${subject}`.trim();
}

function subjectName({ subject, actor, action }: Pick<ActivityEntry, "action" | "actor" | "subject">): string {
  if (action === "member_joined" && subject["id"] === actor.user_id) return "";
  const phone = subject["phone_number"];
  return subject["name"] || (phone ? formatPhone(phone) : subject["kind"] === "number" ? t`a number` : t`someone`);
}

const PLANS: Record<string, string> = { local_monthly: t`local monthly`, local_yearly: t`local yearly` };

function planName(plan_id: string): string {
  return PLANS[plan_id] ?? plan_id.replaceAll("_", " ");
}

const ROLES: Record<string, string> = { owner: t`owner`, admin: t`admin`, member: t`member` };

function roleName(role: unknown): string {
  return ROLES[textOf(role)] ?? textOf(role);
}

function personName(name: unknown): string {
  return textOf(name) || t`someone`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function countriesOf(codes: unknown): string {
  return Array.isArray(codes) ? codes.map((code) => countryName(textOf(code))).join(", ") : "";
}

function countriesChanged(added: string, removed: string): string {
  if (!removed) return t`allowed calls to ${added}`;
  return added ? t`allowed calls to ${added} and stopped calls to ${removed}` : t`stopped calls to ${removed}`;
}

function moneyOf(value: unknown): string {
  return isMoney(value) ? formatMoney(value) : "";
}

function isMoney(value: unknown): value is Money {
  return typeof value === "object" && value !== null && "amount" in value;
}

function labelOf(action: string): string {
  const words = action.replaceAll("_", " ").replace("cancelled", "canceled").replace("opened", "created");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
