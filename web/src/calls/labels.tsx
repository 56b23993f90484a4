/** A call in words, with icon and color. */
import Icon from "@cloudscape-design/components/icon";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import { Phone } from "../parts/values";
import { describeOutcome, isMissed } from "./callLog";
import type { Call } from "./types";

/** The number at the other end, and which way the call went. */
export function OtherNumber({ call: { direction, other_number } }: { call: Call }) {
  return (
    <>
      <Icon name={direction === "in" ? "arrow-down" : "arrow-up"} alt={direction === "in" ? t`From` : t`To`} />{" "}
      <Caller number={other_number} />
    </>
  );
}

export function Caller({ number }: { number: string | null }) {
  return number ? <Phone number={number} /> : <>{t`Hidden number`}</>;
}

export function Outcome({ call }: { call: Call }) {
  const words = <span className="outcome">{describeOutcome(call)}</span>;
  if (isMissed(call)) return <StatusIndicator type="warning">{words}</StatusIndicator>;
  if (call.answered_by === "none") return <StatusIndicator type="stopped">{words}</StatusIndicator>;
  return <StatusIndicator type={call.answered_by === "voicemail" ? "info" : "success"}>{words}</StatusIndicator>;
}
