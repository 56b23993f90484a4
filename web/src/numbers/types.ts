/** What the API says about phone numbers, by the names that this screen uses. */
import type { NumberKind } from "../api/plans";
import type { Row } from "../api/shapes";

export type PhoneNumber = Row<"/v1/numbers">;
export type NumberStatus = PhoneNumber["status"];
export type PortOut = Row<"/v1/port-outs">;
export type AvailableNumber = Row<"/v1/numbers/available">;

/** Which numbers to list: `q` is what is searched for, and `user_id` may be `me`. */
export interface NumbersFilterValue {
  q: string;
  status: NumberStatus | null;
  user_id: string | null;
}

/** Returns true once a change that was requested shows in the number, so that polling can stop. */
export type StopPolling = (number: PhoneNumber) => boolean;

/** What to search the carrier's stock for, as it is typed. */
export interface Criteria {
  kind: NumberKind;
  area_code: string;
  city: string;
  state: string;
  contains: string;
  /** Whether it must be able to text, and to call emergency services; all numbers take calls. */
  texts: boolean;
  emergency: boolean;
}
