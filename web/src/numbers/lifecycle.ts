/** What becomes of a number when (N3, N5, B8), and what may be done with it by whom. */
import type { PhoneNumber } from "./types";

const DAY_MS = 86_400_000;
const RETRY_DAYS = [1, 3, 5, 7];

/** The days that a number is kept back after its plan. */
export const RESERVE_DAYS = 30;

/** Whether its outcome will show within moments. */
export function isOrdering({ status }: Pick<PhoneNumber, "status">): boolean {
  return status === "ordering";
}

/** Whether its plan runs, paid or past due. */
export function hasRunningPlan({ status }: Pick<PhoneNumber, "status">): boolean {
  return status === "active" || status === "suspended";
}

/** Whether there is nothing to be had any more. */
export function isGone({ status }: Pick<PhoneNumber, "status">): boolean {
  return status === "failed" || status === "released";
}

/** The id of the plan that it is renewed as. */
export function renewalPlanId({ plan, next_plan }: Pick<PhoneNumber, "plan" | "next_plan">): string {
  return (next_plan ?? plan)?.plan_id ?? "";
}

/** The one date that matters now, and what happens then. */
export function keyDate(number: PhoneNumber): { word: string; at: string } | null {
  const { status, paid_through, reserved_until, ends } = number;
  if (status === "releasing") return reserved_until ? { word: "Reserved until", at: reserved_until } : null;
  if (!paid_through || isGone(number) || status === "ordering") return null;
  if (status === "suspended") return { word: "Past due since", at: paid_through };
  return { word: ends ? "Ends" : "Renews", at: paid_through };
}

/** When a renewal that did not go through is tried next; the last try, on the seventh day, is the end. */
export function nextAttempt(paidThrough: string, now: number = Date.now()): { at: string; isLast: boolean } {
  const since = new Date(paidThrough).getTime();
  const left = RETRY_DAYS.filter((days) => since + days * DAY_MS > now);
  const days = left[0] ?? 7;
  return { at: new Date(since + days * DAY_MS).toISOString(), isLast: days === 7 };
}

/** When a number whose plan ends at an instant goes back to the carrier. */
export function releaseDate(ends: string): string {
  return new Date(new Date(ends).getTime() + RESERVE_DAYS * DAY_MS).toISOString();
}

interface Viewer {
  account_id: string | undefined;
  managesTeam: boolean;
}

/** What somebody may do with a number. A number that a member brought is theirs: the team only pays for it (T8). */
export function permissionsFor(number: PhoneNumber, { account_id, managesTeam }: Viewer) {
  const isOwn = number.user_id === account_id && account_id !== undefined;
  const holds = number.holder === "team" ? managesTeam : isOwn;
  return {
    rename: (holds || isOwn) && !isGone(number),
    makeDefault: (holds || isOwn) && number.status === "active" && !number.is_default && number.user_id !== null,
    assign: number.holder === "team" && managesTeam && hasRunningPlan(number),
    decide: holds,
  };
}
