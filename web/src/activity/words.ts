/** Each line of the activity log as a sentence. */
import { formatMoney } from "../formats/money";
import { formatPhone } from "../formats/phone";
import type { Act } from "./queries";

type Say = (who: string, details: Record<string, unknown>) => string;

const SENTENCES: Record<string, Say> = {
  team_opened: (team) => `opened the team “${team}”`,
  team_renamed: (_, { from, to }) => `renamed the team from “${String(from)}” to “${String(to)}”`,
  team_handed_over: (who) => `handed the team over to ${who}`,
  team_dissolved: (team) => `dissolved the team “${team}”`,
  invitation_sent: (who, details) => `invited ${who}${withCredits(details)}`,
  invitation_sent_again: (who) => `sent the invitation of ${who} again`,
  invitation_revoked: (who) => `took the invitation of ${who} back`,
  invitation_expired: (who) => `let the invitation of ${who} expire`,
  member_joined: (who) => (who === "" ? "joined the team" : `joined the team as ${who}`),
  member_suspended: (who) => `suspended ${who}`,
  member_restored: (who) => `restored ${who}`,
  member_removed: (who) => `removed ${who} from the team`,
  member_left: () => "left the team",
  role_changed: (who, { from, to }) => `changed the role of ${who} from ${String(from)} to ${String(to)}`,
  account_closed: (who) => `closed the account of ${who}`,
  number_bought: (number, { to }) => `bought ${number}${to ? ` for ${String(to)}` : ""}`,
  number_bought_back: (number) => `bought ${number} back out of its reserve`,
  number_assigned: (number, { to }) => `gave ${number} to ${whom(to)}`,
  number_moved: (number, { from, to }) => `moved ${number} from ${whom(from)} to ${whom(to)}`,
  number_unassigned: (number, { from }) => `took ${number} from ${whom(from)}`,
  number_handed_over: (number, { to }) => `let ${number} go with ${whom(to)}`,
  number_cancelled: (number) => `cancelled ${number}: it runs to the end of what is paid`,
  number_kept: (number) => `kept ${number} after all`,
  plan_changed: (number, { plan_id }) => `put ${number} on another plan: ${String(plan_id).replaceAll("_", " ")}`,
  port_in_submitted: (number) => `asked for ${number} to be moved here from its old carrier`,
  port_in_cancelled: (number) => `called the transfer of ${number} off`,
  port_in_completed: (number, { to }) => `has ${number} from its old carrier${to ? `, for ${String(to)}` : ""}`,
};

/** The actions that the log can be filtered by. */
export const ACTIONS = Object.keys(SENTENCES).map((value) => ({ value, label: plain(value) }));

/** What was done, without who did it. */
export function sentence(act: Pick<Act, "action" | "actor" | "subject" | "details">): string {
  const say = SENTENCES[act.action];
  const who = subjectOf(act);
  return say ? say(who, act.details) : `${plain(act.action).toLowerCase()} ${who}`.trim();
}

function subjectOf({ subject, actor, action }: Pick<Act, "action" | "actor" | "subject">): string {
  if (action === "member_joined" && subject["id"] === actor.user_id) return "";
  const phone = subject["phone_number"];
  return subject["name"] || (phone ? formatPhone(phone) : subject["kind"] === "number" ? "a number" : "somebody");
}

function whom(name: unknown): string {
  return name ? String(name) : "somebody";
}

function withCredits(details: Record<string, unknown>): string {
  const { credits } = details; // in whole micro-dollars
  return typeof credits === "number" && credits > 0
    ? ` with ${formatMoney({ amount: (credits / 1_000_000).toFixed(6) })} of credits`
    : "";
}

function plain(action: string): string {
  const words = action.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
