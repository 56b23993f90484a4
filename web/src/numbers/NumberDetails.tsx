/** One number: how it stands, who uses it, on which plan, and what can be done about each. */
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useProfile } from "../api/profile";
import { useTeam } from "../api/team";
import { formatPlanPrice, KIND_LABELS } from "../formats/plan";
import { PersonName } from "../parts/people";
import { Day } from "../parts/values";
import { AssignUser } from "./AssignUser";
import { CancelNumber } from "./CancelNumber";
import { ChangeNumberPlan } from "./ChangeNumberPlan";
import { DefaultButton } from "./DefaultButton";
import { LabelForm } from "./LabelForm";
import { NumberStatusIndicator } from "./labels";
import { hasRunningPlan, keyDate, permissionsFor } from "./lifecycle";
import { StatusAlert } from "./StatusAlert";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  number: PhoneNumber;
  /** Something was started that comes about in a moment. */
  onStarted: (until: StopPolling) => void;
}

export function NumberDetails({ number, onStarted }: Props) {
  const account_id = useProfile().data?.account_id;
  const { managesTeam } = useTeam();
  const rights = permissionsFor(number, { account_id, managesTeam });
  return (
    <SpaceBetween size="l">
      <StatusAlert number={number} mayDecide={rights.decide} onStarted={onStarted} />
      <KeyValuePairs columns={2} items={facts(number, managesTeam)} />
      {rights.rename && <LabelForm key={number.label} number={number} />}
      {rights.makeDefault && <DefaultButton number={number} />}
      {hasRunningPlan(number) && (
        <SpaceBetween direction="horizontal" size="xs">
          {rights.assign && <AssignUser number={number} />}
          {rights.decide && !number.ends && <ChangeNumberPlan number={number} onStarted={onStarted} />}
          {rights.decide && !number.ends && <CancelNumber number={number} onStarted={onStarted} />}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function facts(number: PhoneNumber, managesTeam: boolean) {
  const next = keyDate(number);
  return [
    { label: "Status", value: <NumberStatusIndicator number={number} /> },
    ...(next ? [{ label: next.word, value: <Day at={next.at} /> }] : []),
    ...(managesTeam
      ? [{ label: "User", value: number.user_id ? <PersonName id={number.user_id} /> : "Nobody yet" }]
      : []),
    { label: "Whose it is", value: number.holder === "team" ? "The team's" : managesTeam ? "Its user's own" : "Yours" },
    { label: "Plan", value: number.plan ? formatPlanPrice(number.plan) : "–" },
    ...(number.next_plan ? [{ label: "Then", value: formatPlanPrice(number.next_plan) }] : []),
    { label: "Kind", value: KIND_LABELS[number.kind] },
    ...(number.is_default ? [{ label: "Outgoing calls", value: "The default number" }] : []),
    { label: number.status === "failed" ? "Asked for" : "Bought", value: <Day at={number.created_at} /> },
  ];
}
