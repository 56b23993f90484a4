/** An invitation: how far it got, until when it holds, send it again, take it back. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { Confirm } from "../parts/Confirm";
import { PlaceLink } from "../parts/LinkButton";
import { Refusal } from "../parts/Refusal";
import { Amount, Distance, Moment, Phone } from "../parts/shown";
import type { User } from "./queries";
import { DeliveryOf, nameOf, PromiseOf, ROLES, StatusOf } from "./words";

export function InvitationDetails({ user, onGone }: { user: User; onGone: () => void }) {
  const id = user.invitation_id ?? "";
  return (
    <SpaceBetween size="l">
      <KeyValuePairs columns={1} items={facts(user)} />
      {user.credits?.state === "unfunded" && (
        <Alert type="warning" header="The credits are not funded">
          The team&apos;s balance is too short for them. The invitation holds all the same; they are set aside as soon
          as there is enough. <PlaceLink to="/billing">Buy credits</PlaceLink>
        </Alert>
      )}
      <SendAgain id={id} expired={user.status === "expired"} />
      <Revoke id={id} user={user} onGone={onGone} />
    </SpaceBetween>
  );
}

function facts(user: User) {
  const { delivery, credits, expires_at: expires } = user;
  return [
    { label: "Phone", value: <Phone number={user.phone_number} /> },
    { label: "Email", value: user.email },
    { label: "Role", value: ROLES[user.role] },
    { label: "Status", value: <StatusOf status={user.status} /> },
    ...(user.invited_at ? [{ label: "Invited", value: <Moment at={user.invited_at} /> }] : []),
    ...(expires
      ? [
          {
            label: user.status === "expired" ? "Expired" : "Expires",
            value: (
              <>
                <Moment at={expires} /> (<Distance at={expires} />)
              </>
            ),
          },
        ]
      : []),
    ...(delivery
      ? [
          { label: "Text", value: <DeliveryOf delivery={delivery.text} /> },
          { label: "Mail", value: <DeliveryOf delivery={delivery.email} /> },
        ]
      : []),
    ...(credits && credits.state !== "none"
      ? [
          {
            label: "Credits promised",
            value: (
              <>
                <Amount of={credits} /> <PromiseOf state={credits.state} />
              </>
            ),
          },
        ]
      : []),
  ];
}

function SendAgain({ id, expired }: { id: string; expired: boolean }) {
  const queries = useQueryClient();
  const tell = useTell();
  const resend = useAttempt(
    (_: string, key) => answer(api.POST("/v1/team/invitations/{id}/resend", { params: { path: { id }, header: key } })),
    {
      onSuccess: () => {
        tell({ type: "success", text: "Sent again, with a new code. The old code does not work any more." });
        void queries.invalidateQueries({ queryKey: ["team"] });
      },
    },
  );
  return (
    <SpaceBetween size="xs">
      <Refusal problem={resend.error} />
      <Button onClick={() => resend.mutate(id)} loading={resend.isPending}>
        {expired ? "Invite again" : "Send again"}
      </Button>
    </SpaceBetween>
  );
}

function Revoke({ id, user, onGone }: { id: string; user: User; onGone: () => void }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useTell();
  const revoke = useAttempt(
    (_: string) => answer(api.DELETE("/v1/team/invitations/{id}", { params: { path: { id } } })),
    {
      onSuccess: () => {
        tell({ type: "success", text: `The invitation of ${nameOf(user)} is taken back.` });
        void queries.invalidateQueries({ queryKey: ["team"] });
        onGone();
      },
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>Take the invitation back</Button>
      {asking && (
        <Confirm
          title={`Take back the invitation of ${nameOf(user)}?`}
          action="Take it back"
          busy={revoke.isPending}
          problem={revoke.error}
          onConfirm={() => revoke.mutate(id)}
          onCancel={() => setAsking(false)}
        >
          The code that they were sent stops working. Credits that were set aside return to the team&apos;s balance. You
          can invite them again at any time.
        </Confirm>
      )}
    </>
  );
}
