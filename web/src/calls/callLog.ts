/** The call log in words and as the API is asked for it: filters survive in the address. */
import { t } from "@lingui/core/macro";

import { addDays, startOfDay } from "../formats/time";
import type { Call, CallsFilterValue } from "./types";

export const NO_FILTER: CallsFilterValue = { number_id: null, user_id: null, first: null, last: null };
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Who took a call, or why no one did. */
export function describeOutcome({ answered_by, direction, reason_text }: Call): string {
  if (answered_by === "app") return t`Answered in the app`;
  if (answered_by === "forwarding") return t`Answered at the forwarding number`;
  if (answered_by === "person") return t`Answered`;
  const why = reason_text ? ` ${reason_text}` : "";
  if (answered_by === "voicemail") return t`Voicemail.${why}`;
  return direction === "in" ? t`Missed.${why}` : t`Not answered.${why}`;
}

/** Whether a person should look at it: an incoming call that no person took. */
export function isMissed({ answered_by, direction, reason }: Call): boolean {
  return direction === "in" && answered_by === "none" && reason !== "blocked";
}

export function isFiltered(filter: CallsFilterValue): boolean {
  return Object.values(filter).some((value) => value !== null);
}

/** Read the filter from the address; a person is filtered by those who run a team. */
export function readFilter(address: URLSearchParams, managesTeam: boolean): CallsFilterValue {
  const day = (name: string) => (DAY.test(address.get(name) ?? "") ? address.get(name) : null);
  return {
    number_id: address.get("number"),
    user_id: managesTeam ? address.get("user") : null,
    first: day("from"),
    last: day("to"),
  };
}

/** The filter for the address: null where there is none. */
export function toAddress({ number_id, user_id, first, last }: CallsFilterValue): Record<string, string | null> {
  return { number: number_id, user: user_id, from: first, to: last };
}

/** The query for the API: days last from midnight to midnight in the reader's zone. */
export function toQuery({ number_id, user_id, first, last }: CallsFilterValue, zone: string) {
  const end = last && new Date(Date.parse(startOfDay(addDays(last, 1), zone)) - 1).toISOString();
  return {
    ...(number_id && { number_id }),
    ...(user_id && { user_id }),
    ...(first && { from: startOfDay(first, zone) }),
    ...(end && { to: end }),
  };
}
