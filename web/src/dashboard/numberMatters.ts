/** What is wrong with numbers: unpaid, undelivered, soon released, or on their way with something missing (B8, N2). */
import { plural, t } from "@lingui/core/macro";

import { LAST_RETRY_DAY } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { formatDay } from "../formats/time";
import type { PhoneNumber } from "../numbers";
import type { PortIn } from "../ports";
import type { Matter } from "./matters";

const RECENT_DAYS = 3;
const DAY_MS = 86_400_000;

export interface NumberFacts {
  suspended: PhoneNumber[];
  releasing: PhoneNumber[];
  failed: PhoneNumber[];
  ports: PortIn[];
  zone: string;
  now: number;
}

export function numberMatters({ suspended, releasing, failed, ports, zone, now }: NumberFacts): Matter[] {
  const recent = failed.filter(({ created_at }) => now - Date.parse(created_at) < RECENT_DAYS * DAY_MS);
  const reserved = releasing.filter(({ reserved_until }) => reserved_until !== null);
  return [
    ...(suspended.length > 0 ? [unpaidMatter(suspended)] : []),
    ...(recent.length > 0 ? [undeliveredMatter(recent)] : []),
    ...reserved.map((number) => reservedMatter(number, zone)),
    ...ports.flatMap((port) => portMatter(port)),
  ];
}

function unpaidMatter(numbers: PhoneNumber[]): Matter {
  return {
    key: "unpaid-numbers",
    level: "error",
    title: onlyOne(numbers) ? t`${onlyOne(numbers)} wasn't renewed` : t`${numbers.length} numbers weren't renewed`,
    about: t`The renewal wasn't paid, so ${plural(numbers.length, { one: "it doesn't work", other: "they don't work" })} right now. Check your PayPal account or connect one: we'll try again for ${LAST_RETRY_DAY} days.`,
    to: linkTo(numbers, "suspended"),
    action: t`Show`,
  };
}

function undeliveredMatter(numbers: PhoneNumber[]): Matter {
  return {
    key: "undelivered-numbers",
    level: "warning",
    title: onlyOne(numbers) ? t`${onlyOne(numbers)} wasn't delivered` : t`${numbers.length} numbers weren't delivered`,
    about: t`We're refunding any charge to PayPal automatically. Choose another number.`,
    to: linkTo(numbers, "failed"),
    action: t`Show`,
  };
}

function reservedMatter({ number_id, phone_number, reserved_until }: PhoneNumber, zone: string): Matter {
  return {
    key: `reserved-${number_id}`,
    level: "warning",
    title: t`${formatPhone(phone_number)} will be released on ${formatDay(reserved_until!, zone)}`,
    about: t`Its plan has ended. It's reserved for you until then.`,
    to: `/numbers/${number_id}`,
    action: t`Restore`,
  };
}

function portMatter({ port_id, phone_number, status, problems }: PortIn): Matter[] {
  const yours = problems.filter(({ is_ours }) => !is_ours);
  const isHeldUp = status === "needs_info" && problems.length > 0 && yours.length === 0;
  if (isHeldUp || (status !== "needs_info" && status !== "draft")) return [];
  const number = formatPhone(phone_number);
  return [
    {
      key: `port-${port_id}`,
      level: status === "draft" ? "info" : "warning",
      title:
        status === "draft"
          ? t`The port of ${number} hasn't been submitted`
          : t`The port of ${number} needs information`,
      about:
        status === "draft"
          ? t`Finish the form and submit it. Nothing happens until then.`
          : (yours[0]?.message ?? t`Your old carrier asks for changes. Nothing happens until you resubmit.`),
      to: `/numbers/port-ins/${port_id}`,
      action: status === "draft" ? t`Continue` : t`Fix it`,
    },
  ];
}

/** The number, if it is about one; empty for several. */
function onlyOne(numbers: PhoneNumber[]): string {
  const [only] = numbers;
  return numbers.length === 1 && only ? formatPhone(only.phone_number) : "";
}

function linkTo(numbers: PhoneNumber[], status: "suspended" | "failed"): string {
  const [only] = numbers;
  return numbers.length === 1 && only ? `/numbers/${only.number_id}` : `/numbers?status=${status}`;
}
