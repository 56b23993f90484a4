/** A person on the team: their role, their credits, and what can be done about their place on it. */
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";

import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import type { Body } from "../api/shapes";
import { PersonCredits } from "../billing/PersonCredits";
import { Moment, Phone } from "../parts/shown";
import { useProfile } from "../profile/queries";
import { HandOver } from "./HandOver";
import { NumberPlan } from "./NumberPlan";
import { useTeam, type User } from "./queries";
import { Removal } from "./Removal";
import { RoleField } from "./RoleField";
import { Suspension } from "./Suspension";
import { ROLES, StatusOf } from "./words";

/** What is known already stands above what has to be asked for: nothing moves away under a pointer. */
export function MemberDetails({ user, onGone }: { user: User; onGone: () => void }) {
  const { isOwner } = useTeam();
  const isSelf = useProfile().data?.account_id === user.user_id;
  const changeable = user.role !== "owner" && !isSelf;
  return (
    <SpaceBetween size="l">
      <KeyValuePairs
        columns={1}
        items={[
          { label: "Phone", value: <Phone number={user.phone_number} /> },
          { label: "Email", value: user.email },
          { label: "Status", value: <StatusOf status={user.status} /> },
          ...(user.joined_at ? [{ label: "Joined", value: <Moment at={user.joined_at} /> }] : []),
          ...(changeable ? [] : [{ label: "Role", value: ROLES[user.role] }]),
        ]}
      />
      {changeable && <RoleOf user={user} />}
      {changeable && (
        <SpaceBetween size="s">
          <Header variant="h3">Place on the team</Header>
          <SpaceBetween size="xs" direction="horizontal">
            <Suspension user={user} />
            {isOwner && user.status === "active" && <HandOver user={user} />}
            <Removal user={user} onGone={onGone} />
          </SpaceBetween>
        </SpaceBetween>
      )}
      <NumberPlan userId={user.user_id ?? ""} />
      <PersonCredits userId={user.user_id ?? ""} name={user.name ?? user.email} />
    </SpaceBetween>
  );
}

type Change = Body<"/v1/team/users/{user_id}", "patch">;

/** Changes a member; the list and the panel are read again. */
export function useMemberChange(user: User, onChanged: () => void = () => undefined) {
  const queries = useQueryClient();
  const user_id = user.user_id ?? "";
  return useAttempt(
    (body: Change) => answer(api.PATCH("/v1/team/users/{user_id}", { params: { path: { user_id } }, body })),
    {
      onSuccess: (changed) => {
        queries.setQueryData(["team", "user", user_id], changed);
        void queries.invalidateQueries({ queryKey: ["team"] });
        onChanged();
      },
    },
  );
}

function RoleOf({ user }: { user: User }) {
  const change = useMemberChange(user);
  return (
    <RoleField
      value={user.role === "admin" ? "admin" : "member"}
      disabled={change.isPending}
      error={change.error?.message}
      onChange={(role) => role !== user.role && change.mutate({ role })}
    />
  );
}
