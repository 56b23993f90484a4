/** What happened to something, moment by moment, the newest first, and what is ahead of it. */
import "./timeline.css";

import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";

import { DateTime } from "../parts/values";

type MomentState = "done" | "now" | "trouble" | "stopped" | "ahead";

export interface Moment {
  key: string;
  at: string;
  state: MomentState;
  title: ReactNode;
  about?: ReactNode;
}

const STATES: Record<MomentState, StatusIndicatorProps.Type> = {
  done: "success",
  now: "in-progress",
  trouble: "warning",
  stopped: "stopped",
  ahead: "pending",
};
const WORDS: Record<MomentState, string> = {
  done: t`Done`,
  now: t`In progress`,
  trouble: t`Needs attention`,
  stopped: t`Stopped`,
  ahead: t`Upcoming`,
};

export function Timeline({ label, moments }: { label: string; moments: Moment[] }) {
  return (
    <ol className="timeline" aria-label={label}>
      {moments.map(({ key, at, state, title, about }) => (
        <li key={key} className={`moment moment-${state}`}>
          <span className="moment-mark">
            <StatusIndicator type={STATES[state]} iconAriaLabel={WORDS[state]}>
              {""}
            </StatusIndicator>
          </span>
          <div className="moment-words">
            <div className="moment-title">{title}</div>
            {about && <div>{about}</div>}
            <div className="moment-at">
              <DateTime at={at} />
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Put moments in their order: the newest first, so what is ahead comes before all that was. */
export function newestFirst(moments: Moment[]): Moment[] {
  return moments.toSorted((one, other) => other.at.localeCompare(one.at));
}
