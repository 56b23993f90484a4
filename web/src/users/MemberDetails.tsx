/** A person on the team: their role, numbers, credits and membership. */
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { useProfile } from "../api/profile";
import { type User, useTeam } from "../api/team";
import { AdminLimit, PersonCharges, PersonCredits } from "../billing";
import { DateTime, Phone } from "../parts/values";
import { PersonUsage } from "../usage";
import { HandOverTeam } from "./HandOverTeam";
import { ROLE_LABELS, UserStatusIndicator } from "./labels";
import { MemberNumbers } from "./MemberNumbers";
import { RemoveMember } from "./RemoveMember";
import { RoleField } from "./RoleField";
import { SuspendMember } from "./SuspendMember";
import { useUpdateMember } from "./useUpdateMember";

/** What is loaded already comes first, so that nothing moves under the pointer. */
export function MemberDetails({ user, onGone }: { user: User; onGone: () => void }) {
  const { isOwner } = useTeam();
  const isSelf = useProfile().data?.account_id === user.user_id;
  const changeable = user.role !== "owner" && !isSelf;
  return (
    <SpaceBetween size="l">
      <KeyValuePairs
        columns={1}
        items={[
          { label: t`Phone`, value: <Phone number={user.phone_number} /> },
          { label: t`Email`, value: user.email },
          { label: t`Status`, value: <UserStatusIndicator status={user.status} /> },
          ...(user.joined_at ? [{ label: t`Joined`, value: <DateTime at={user.joined_at} /> }] : []),
          ...(changeable ? [] : [{ label: t`Role`, value: ROLE_LABELS[user.role] }]),
        ]}
      />
      {changeable && <MemberRole user={user} />}
      {changeable && (
        <SpaceBetween size="s">
          <Header variant="h3">{t`Membership`}</Header>
          <SpaceBetween size="xs" direction="horizontal">
            <SuspendMember user={user} />
            {isOwner && user.status === "active" && <HandOverTeam user={user} />}
            <RemoveMember user={user} onGone={onGone} />
          </SpaceBetween>
        </SpaceBetween>
      )}
      <MemberNumbers userId={user.user_id ?? ""} phoneNumber={user.phone_number} />
      {changeable && <PersonCharges userId={user.user_id ?? ""} name={user.name ?? user.email} />}
      <PersonUsage userId={user.user_id ?? ""} name={user.name ?? user.email} />
      {user.role === "admin" && <AdminLimit userId={user.user_id ?? ""} name={user.name ?? user.email} />}
      <PersonCredits userId={user.user_id ?? ""} name={user.name ?? user.email} />
    </SpaceBetween>
  );
}

function MemberRole({ user }: { user: User }) {
  const change = useUpdateMember(user);
  return (
    <RoleField
      value={user.role === "admin" ? "admin" : "member"}
      disabled={change.isPending}
      error={change.error?.message}
      onChange={(role) => role !== user.role && change.mutate({ role })}
    />
  );
}
