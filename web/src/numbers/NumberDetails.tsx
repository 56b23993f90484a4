/** One number: how it stands, who uses it, on which plan, and what can be done about each. */
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { Day } from "../parts/shown";
import { useProfile } from "../profile/queries";
import { PersonName } from "../users/people";
import { useTeam } from "../users/queries";
import { Assignment } from "./Assignment";
import { Cancellation } from "./Cancellation";
import { Default } from "./Default";
import { Label } from "./Label";
import { nextDate, rightsOf, runs } from "./life";
import { PlanChange } from "./PlanChange";
import type { PhoneNumber, Until } from "./queries";
import { Standing } from "./Standing";
import { KINDS, priceOf, StatusOf } from "./words";

interface Props {
  number: PhoneNumber;
  /** Something was started that comes about in a moment. */
  onStarted: (until: Until) => void;
}

export function NumberDetails({ number, onStarted }: Props) {
  const account_id = useProfile().data?.account_id;
  const { managesTeam } = useTeam();
  const rights = rightsOf(number, { account_id, managesTeam });
  return (
    <SpaceBetween size="l">
      <Standing number={number} mayDecide={rights.decide} onStarted={onStarted} />
      <KeyValuePairs columns={2} items={facts(number, managesTeam)} />
      {rights.rename && <Label key={number.label} number={number} />}
      {rights.makeDefault && <Default number={number} />}
      {runs(number) && (
        <SpaceBetween direction="horizontal" size="xs">
          {rights.assign && <Assignment number={number} />}
          {rights.decide && !number.ends && <PlanChange number={number} onStarted={onStarted} />}
          {rights.decide && !number.ends && <Cancellation number={number} onStarted={onStarted} />}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function facts(number: PhoneNumber, managesTeam: boolean) {
  const next = nextDate(number);
  return [
    { label: "Status", value: <StatusOf number={number} /> },
    ...(next ? [{ label: next.word, value: <Day at={next.at} /> }] : []),
    ...(managesTeam
      ? [{ label: "User", value: number.user_id ? <PersonName id={number.user_id} /> : "Nobody yet" }]
      : []),
    { label: "Whose it is", value: number.holder === "team" ? "The team's" : managesTeam ? "Its user's own" : "Yours" },
    { label: "Plan", value: number.plan ? priceOf(number.plan) : "–" },
    ...(number.next_plan ? [{ label: "Then", value: priceOf(number.next_plan) }] : []),
    { label: "Kind", value: KINDS[number.kind] },
    ...(number.is_default ? [{ label: "Outgoing calls", value: "The default number" }] : []),
    { label: number.status === "failed" ? "Asked for" : "Bought", value: <Day at={number.created_at} /> },
  ];
}
