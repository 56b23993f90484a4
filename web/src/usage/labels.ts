/** Usage in words: its kinds, its counts, its length. */
import { plural, t } from "@lingui/core/macro";

import { formatCount } from "../formats/count";
import { countryName } from "../formats/countries";
import { formatPhone } from "../formats/phone";
import { KINDS } from "./period";
import type { Group, UsageRow } from "./queries";

const KIND_LABELS: Record<(typeof KINDS)[number], string> = {
  call: t`Calls`,
  forwarding: t`Forwarded calls`,
  call_received: t`Received calls`,
  voicemail: t`Voicemail`,
  text: t`Texts`,
  text_received: t`Received texts`,
  plan: t`Number plans`,
};

export const GROUP_LABELS: Record<Group, string> = {
  day: t`Day`,
  user: t`Person`,
  kind: t`Kind`,
  country: t`Country`,
  number: t`Number`,
};

export function kindLabel(kind: string): string {
  const known = KINDS.find((name) => name === kind);
  return known ? KIND_LABELS[known] : kind.replaceAll("_", " ");
}

export function countryLabel(country: string): string {
  return country === "none" ? t`No country (toll-free, plans)` : countryName(country);
}

/** What a row is about, by what it is grouped by. */
export function rowName(row: UsageRow, group: Exclude<Group, "day">): string {
  if (group === "user") return row.user_name || t`No name`;
  if (group === "kind") return kindLabel(row.kind ?? "");
  if (group === "country") return countryLabel(row.country ?? "none");
  if (row.phone_number) return formatPhone(row.phone_number);
  return row.number_id ? t`Former number` : t`No number`;
}

export function rowKey(row: UsageRow, group: Group): string {
  const keys = {
    day: row.day,
    user: row.user_id,
    kind: row.kind,
    country: row.country,
    number: row.number_id ?? row.phone_number,
  };
  return keys[group] ?? "none";
}

/** `12 calls and texts · 1 h 5 min`; empty for number plans, which are none. */
export function describeCounts({
  count,
  seconds,
  kind,
}: {
  count: number;
  seconds: number;
  kind?: string | null;
}): string {
  if (kind === "plan") return t`Charged by invoice`;
  if (count === 0) return "";
  const counted = (COUNTS[kind ?? ""] ?? callsAndTexts)(count);
  return seconds > 0 ? `${counted} · ${describeLength(seconds)}` : counted;
}

const callsAndTexts = (count: number) => plural(count, { one: "# call or text", other: "# calls and texts" });
const calls = (count: number) => plural(count, { one: "# call", other: "# calls" });
const texts = (count: number) => plural(count, { one: "# text", other: "# texts" });
const messages = (count: number) => plural(count, { one: "# message", other: "# messages" });

const COUNTS: Record<string, (count: number) => string> = {
  call: calls,
  forwarding: calls,
  call_received: calls,
  voicemail: messages,
  text: texts,
  text_received: texts,
};

/** `1 h 5 min`, `12 min`, `40 s`. */
export function describeLength(seconds: number): string {
  if (seconds < 60) return t`${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.round((seconds % 3600) / 60)];
  if (hours === 0) return t`${minutes} min`;
  return minutes > 0 ? t`${formatCount(hours)} h ${minutes} min` : t`${formatCount(hours)} h`;
}
