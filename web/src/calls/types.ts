/** What the API says about calls, by the names that these screens use. */
import type { Row } from "../api/shapes";

export type Call = Row<"/v1/calls">;
export type Voicemail = Row<"/v1/voicemails">;

/** Which calls to list; days are dates in the reader's time zone. */
export interface CallsFilterValue {
  number_id: string | null;
  user_id: string | null;
  first: string | null;
  last: string | null;
}
