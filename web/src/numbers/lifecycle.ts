/** The life of a number: its dates (N3, N5, B8), and who may do what with it. */
import { plural, t } from "@lingui/core/macro";

import { LAST_RETRY_DAY, RESERVE_DAYS, RETRY_DAYS } from "../api/terms";
import type { PhoneNumber, PortOut } from "./types";

const DAY_MS = 86_400_000;

/** Whether it is being ordered, which ends within moments. */
export function isOrdering({ status }: Pick<PhoneNumber, "status">): boolean {
  return status === "ordering";
}

/** Whether it has a plan that has not ended, paid or past due. */
export function hasRunningPlan({ status }: Pick<PhoneNumber, "status">): boolean {
  return status === "active" || status === "suspended";
}

/** Whether it can't be restored anymore. */
export function isGone({ status }: Pick<PhoneNumber, "status">): boolean {
  return status === "failed" || status === "released";
}

/** How many texts wait for the next user of a number, or "" if none does. */
export function waitingTexts({ waiting_texts: count }: Pick<PhoneNumber, "waiting_texts">): string {
  if (count === 0) return "";
  return t`${plural(count, { one: "# text is waiting", other: "# texts are waiting" })}`;
}

/** The ID of the plan that it renews on. */
export function renewalPlanId({ plan, next_plan }: Pick<PhoneNumber, "plan" | "next_plan">): string {
  return (next_plan ?? plan)?.plan_id ?? "";
}

/** The date that matters most now, and what happens then. */
export function keyDate(number: PhoneNumber): { word: string; at: string } | null {
  const { status, paid_through, reserved_until, ends } = number;
  if (status === "releasing") return reserved_until ? { word: t`Reserved until`, at: reserved_until } : null;
  if (!paid_through || isGone(number) || status === "ordering") return null;
  if (status === "suspended") return { word: t`Past due since`, at: paid_through };
  return { word: ends ? t`Ends` : t`Renews`, at: paid_through };
}

/** When a failed renewal is charged next; after the last attempt the plan ends. */
export function nextAttempt(paidThrough: string, now: number = Date.now()): { at: string; isLast: boolean } {
  const since = new Date(paidThrough).getTime();
  const left = RETRY_DAYS.filter((days) => since + days * DAY_MS > now);
  const days = left[0] ?? LAST_RETRY_DAY;
  return { at: new Date(since + days * DAY_MS).toISOString(), isLast: days === LAST_RETRY_DAY };
}

/** When a number whose plan ends at a time is released. */
export function releaseDate(ends: string): string {
  return new Date(new Date(ends).getTime() + RESERVE_DAYS * DAY_MS).toISOString();
}

interface Viewer {
  account_id: string | undefined;
  managesTeam: boolean;
  ownsTeam?: boolean;
}

/** What the viewer may do with a number. A number that a member brought is theirs: the team only pays for it (T8). */
export function permissionsFor(number: PhoneNumber, { account_id, managesTeam, ownsTeam = false }: Viewer) {
  const isOwn = number.user_id === account_id && account_id !== undefined;
  const holds = number.holder === "team" ? managesTeam : isOwn;
  return {
    rename: (holds || isOwn) && !isGone(number),
    makeDefault: (holds || isOwn) && number.status === "active" && !number.is_default && number.user_id !== null,
    assign: number.holder === "team" && managesTeam && hasRunningPlan(number),
    decide: holds,
    leave: (number.holder === "team" ? ownsTeam : isOwn) && !isGone(number) && !isOrdering(number),
  };
}

/** The transfer to show of a number's, newest first: the newest one that is open, else the newest. */
export function pickPortOut<T extends Pick<PortOut, "ended_at">>(newestFirst: readonly T[]): T | undefined {
  return newestFirst.find(({ ended_at }) => ended_at === null) ?? newestFirst[0];
}
