/** An invitation: its delivery and expiry, resending and withdrawing it. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { displayName, type User } from "../api/team";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { PlaceLink } from "../parts/LinkButton";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { Amount, DateTime, Phone, RelativeTime } from "../parts/values";
import { CreditsStatus, DeliveryStatus, ROLE_LABELS, UserStatusIndicator } from "./labels";

export function InvitationDetails({ user, onGone }: { user: User; onGone: () => void }) {
  const id = user.invitation_id ?? "";
  return (
    <SpaceBetween size="l">
      <KeyValuePairs columns={1} items={facts(user)} />
      {user.credits?.state === "unfunded" && (
        <Alert type="warning" header={t`Credits aren't funded`}>
          <Trans>
            The team&apos;s balance is too low, or the team has given all it can in a day. The invitation still works.
            We&apos;ll put the credits on hold once there&apos;s enough, or tomorrow.{" "}
            <PlaceLink to="/billing">Buy credits</PlaceLink>
          </Trans>
        </Alert>
      )}
      <ResendInvitation id={id} expired={user.status === "expired"} />
      <WithdrawInvitation id={id} user={user} onGone={onGone} />
    </SpaceBetween>
  );
}

function facts(user: User) {
  const { delivery, credits, expires_at: expires } = user;
  return [
    { label: t`Phone`, value: <Phone number={user.phone_number} /> },
    { label: t`Email`, value: user.email },
    { label: t`Role`, value: ROLE_LABELS[user.role] },
    { label: t`Status`, value: <UserStatusIndicator status={user.status} /> },
    ...(user.invited_at ? [{ label: t`Invited`, value: <DateTime at={user.invited_at} /> }] : []),
    ...(expires
      ? [
          {
            label: user.status === "expired" ? t`Expired` : t`Expires`,
            value: (
              <>
                <DateTime at={expires} /> (<RelativeTime at={expires} />)
              </>
            ),
          },
        ]
      : []),
    ...(delivery
      ? [
          { label: t`Text delivery`, value: <DeliveryStatus delivery={delivery.text} /> },
          { label: t`Email delivery`, value: <DeliveryStatus delivery={delivery.email} /> },
        ]
      : []),
    ...(credits && credits.state !== "none"
      ? [
          {
            label: t`Credits promised`,
            value: (
              <>
                <Amount of={credits} /> <CreditsStatus state={credits.state} />
              </>
            ),
          },
        ]
      : []),
  ];
}

function ResendInvitation({ id, expired }: { id: string; expired: boolean }) {
  const queries = useQueryClient();
  const notify = useNotify();
  const resend = useApiMutation(
    (_: string, key) => unwrap(api.POST("/v1/team/invitations/{id}/resend", { params: { path: { id }, header: key } })),
    {
      onSuccess: () => {
        notify({ type: "success", text: t`Invitation resent with a new code. The old code no longer works.` });
        void queries.invalidateQueries({ queryKey: ["team"] });
      },
    },
  );
  return (
    <SpaceBetween size="xs">
      <ProblemAlert problem={resend.error} />
      <Button onClick={() => resend.mutate(id)} loading={resend.isPending}>
        {expired ? t`Invite again` : t`Resend`}
      </Button>
    </SpaceBetween>
  );
}

function WithdrawInvitation({ id, user, onGone }: { id: string; user: User; onGone: () => void }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const notify = useNotify();
  const revoke = useApiMutation(() => unwrap(api.DELETE("/v1/team/invitations/{id}", { params: { path: { id } } })), {
    onSuccess: () => {
      notify({ type: "success", text: t`The invitation to ${displayName(user)} was withdrawn.` });
      void queries.invalidateQueries({ queryKey: ["team"] });
      onGone();
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Withdraw invitation`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Withdraw the invitation to ${displayName(user)}?`}
          action={t`Withdraw`}
          busy={revoke.isPending}
          problem={revoke.error}
          onConfirm={() => revoke.mutate()}
          onCancel={() => setAsking(false)}
        >
          {t`Their code stops working. Credits on hold go back to the team's balance. You can invite them again at any time.`}
        </ConfirmDialog>
      )}
    </>
  );
}
