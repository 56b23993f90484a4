/** What became of a text, in words. */
import { plural, t } from "@lingui/core/macro";

import { joinWords } from "../formats/list";
import { formatPhone } from "../formats/phone";
import type { Conversation, Media, Message } from "./types";

const STATUSES: Record<Message["status"], string> = {
  requested: t`Sending`,
  paid: t`Sending`,
  sending: t`Sending`,
  unknown: t`May have been sent`,
  sent: t`Sent`,
  delivered: t`Delivered`,
  undelivered: t`Not delivered`,
  refused: t`Not sent`,
  failed: t`Not sent`,
  received: t`Received`,
};
const KEYWORDS: Record<string, string> = {
  stop: t`Your team's numbers can't text them until they text START.`,
  start: t`Your team's numbers can text them again.`,
  help: t`They got an automatic reply.`,
};
const MISSING: Partial<Record<Media["state"], string>> = {
  waiting: t`The file is still on its way.`,
  refused: t`The file was too large or of a type we don't keep.`,
  gone: t`We couldn't get the file from the carrier.`,
};

/** What happened to a text that was sent; an amount that was paid for one that wasn't sent is refunded. */
export function describeStatus({ status, returned }: Pick<Message, "status" | "returned">): string {
  return returned ? t`${STATUSES[status]} · refunded` : STATUSES[status];
}

/** Why a text wasn't sent, or what a text that came has changed; null if there is nothing to say. */
export const explain = ({ reason_text, keyword }: Pick<Message, "reason_text" | "keyword">): string | null =>
  reason_text ?? KEYWORDS[keyword ?? ""] ?? null;

/** Why a file can't be shown; null if it can. */
export const describeMissing = ({ state }: Media): string | null => MISSING[state] ?? null;

/** The people at the other end. */
export const nameParty = ({ party }: Pick<Conversation, "party">): string =>
  joinWords(party.map((number) => formatPhone(number)));

/** The words of a text in one line, or what came in place of words. */
export function summarize({ text, pictures, direction }: Message): string {
  const words = text || t`${plural(pictures, { one: "# file", other: "# files" })}`;
  return direction === "out" ? t`You: ${words}` : words;
}

/** Why the party of a conversation can't be answered; null if it can. */
export function whyNoAnswer({ party }: Pick<Conversation, "party">): string | null {
  if (party.length > 1) return t`You can't text a group yet. Start a conversation with one of its members.`;
  return party[0]?.startsWith("+") ? null : t`This sender can't receive texts.`;
}
