/** What happened to a number, from the reads that exist: itself, the team's activity, its port-out; and what is ahead. */
import { t } from "@lingui/core/macro";

import { describeAction, type ActivityEntry } from "../activity";
import type { Moment } from "../charts";

import type { PhoneNumber, PortOut } from "./types";

interface Reads {
  activity: ActivityEntry[];
  portOut: PortOut | null;
}

export function lifeOf(number: PhoneNumber, { activity, portOut }: Reads): Moment[] {
  const acts = activity.filter(({ subject }) => subject["phone_number"] === number.phone_number);
  const isBought = acts.some(({ action }) => BEGINNINGS.includes(action));
  return [
    ...acts.map(momentOf),
    ...(isBought ? [] : [{ key: "created", at: number.created_at, state: "done" as const, title: t`Ordered` }]),
    ...(portOut ? leaving(portOut) : []),
    ...ahead(number),
  ];
}

const BEGINNINGS = ["number_bought", "port_in_completed"];

function momentOf(entry: ActivityEntry): Moment {
  const sentence = `${entry.actor.name ?? t`Someone`} ${describeAction(entry)}`;
  return { key: `${entry.at}${entry.action}`, at: entry.at, state: "done", title: sentence };
}

function leaving({ created_at, ended_at, carrier_name, objected_at }: PortOut): Moment[] {
  const asked = t`${carrier_name || t`Another carrier`} asked to move this number`;
  return [
    {
      key: "port-out",
      at: created_at,
      state: ended_at ? "done" : "trouble",
      title: asked,
      ...(objected_at && { about: t`You objected.` }),
    },
  ];
}

/** The next date of its plan, or the day on which it is released; what is wrong now is on that date's line. */
function ahead({ status, paid_through, ends, reserved_until, reason_text }: PhoneNumber): Moment[] {
  const why = reason_text ? { about: reason_text } : {};
  if (reserved_until) return [{ key: "released", at: reserved_until, state: "ahead", title: t`Released`, ...why }];
  if (!paid_through || (status !== "active" && status !== "suspended")) return [];
  if (status === "suspended") return [{ key: "due", at: paid_through, state: "trouble", title: t`Suspended`, ...why }];
  return [{ key: "due", at: paid_through, state: "ahead", title: ends ? t`Ends` : t`Renews` }];
}
