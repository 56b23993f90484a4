/** One number: its status, user, plan and calls, and the actions on each. */
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { plural, t } from "@lingui/core/macro";

import { useProfile } from "../api/profile";
import { useTeam } from "../api/team";
import { NumberCalls } from "../calls";
import { formatPlanPrice, KIND_LABELS } from "../formats/plan";
import { PersonName } from "../parts/people";
import { StoreLink } from "../parts/StoreLink";
import { Day } from "../parts/values";
import { AssignUser } from "./AssignUser";
import { CancelNumber } from "./CancelNumber";
import { ChangeNumberPlan } from "./ChangeNumberPlan";
import { DefaultButton } from "./DefaultButton";
import { LabelForm } from "./LabelForm";
import { NumberStatusIndicator } from "./labels";
import { hasRunningPlan, isGone, keyDate, permissionsFor, waitingTexts } from "./lifecycle";
import { NumberLife } from "./NumberLife";
import { PortOutAlert } from "./PortOut";
import { StatusAlert } from "./StatusAlert";
import { TextingState } from "./TextingState";
import { TransferPin } from "./TransferPin";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  number: PhoneNumber;
  /** Called when a change was requested that takes a moment to show. */
  onStarted: (until: StopPolling) => void;
}

export function NumberDetails({ number, onStarted }: Props) {
  const account_id = useProfile().data?.account_id;
  const { managesTeam, team } = useTeam();
  const rights = permissionsFor(number, { account_id, managesTeam, ownsTeam: team?.role === "owner" });
  const changes = rights.decide && !number.ends && !number.store;
  return (
    <SpaceBetween size="l">
      <StatusAlert number={number} mayDecide={rights.decide} onStarted={onStarted} />
      {!isGone(number) && <PortOutAlert number={number} mayDecide={rights.decide} />}
      <KeyValuePairs columns={2} items={facts(number, managesTeam, managesTeam || !team)} />
      {rights.rename && <LabelForm key={number.label} number={number} />}
      {rights.makeDefault && <DefaultButton number={number} />}
      {hasRunningPlan(number) && (
        <SpaceBetween direction="horizontal" size="xs">
          {rights.assign && <AssignUser number={number} />}
          {changes && <ChangeNumberPlan number={number} onStarted={onStarted} />}
          {changes && <CancelNumber number={number} onStarted={onStarted} />}
        </SpaceBetween>
      )}
      <NumberCalls number={number} />
      <NumberLife number={number} />
      {rights.leave && <TransferPin key={number.number_id} number={number} />}
    </SpaceBetween>
  );
}

function facts(number: PhoneNumber, managesTeam: boolean, mayRegister: boolean) {
  const next = keyDate(number);
  return [
    { label: t`Status`, value: <NumberStatusIndicator number={number} /> },
    ...(next ? [{ label: next.word, value: <Day at={next.at} /> }] : []),
    ...(managesTeam
      ? [{ label: t`User`, value: number.user_id ? <PersonName id={number.user_id} /> : t`Not assigned` }]
      : []),
    ...(number.waiting_texts > 0
      ? [{ label: t`Texts`, value: t`${waitingTexts(number)}. Its next user gets them.` }]
      : []),
    ...(number.shared_with.length > 0
      ? [{ label: t`Shared with`, value: <Colleagues of={number} named={managesTeam} /> }]
      : []),
    { label: t`Owner`, value: number.holder === "team" ? t`The team` : managesTeam ? t`Its user` : t`You` },
    { label: t`Plan`, value: number.plan ? (number.store ? number.plan.name : formatPlanPrice(number.plan)) : "–" },
    ...(number.store && number.manage_url
      ? [{ label: t`Paid in`, value: <StoreLink store={number.store} href={number.manage_url} /> }]
      : []),
    ...(number.next_plan ? [{ label: t`Next plan`, value: formatPlanPrice(number.next_plan) }] : []),
    { label: t`Type`, value: KIND_LABELS[number.kind] },
    ...(hasRunningPlan(number)
      ? [{ label: t`Texting in the US`, value: <TextingState number={number} mayRegister={mayRegister} /> }]
      : []),
    ...(number.is_default ? [{ label: t`Outgoing calls`, value: t`Default number` }] : []),
    { label: number.status === "failed" ? t`Ordered` : t`Bought`, value: <Day at={number.created_at} /> },
  ];
}

/** Who shares the number: by name for those who run the team, whose list has the names. */
function Colleagues({ of: { shared_with }, named }: { of: PhoneNumber; named: boolean }) {
  if (!named) return <>{t`${plural(shared_with.length, { one: "# person", other: "# people" })}`}</>;
  return (
    <>
      {shared_with.map((id) => (
        <div key={id}>
          <PersonName id={id} />
        </div>
      ))}
    </>
  );
}
