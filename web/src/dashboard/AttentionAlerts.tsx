/** What needs attention: each with what to do about it. Nothing is shown when nothing does. */
import Alert from "@cloudscape-design/components/alert";

import { useProfile } from "../api/profile";
import { type Team, useUsers } from "../api/team";
import { usePayments } from "../billing";
import { LinkButton } from "../parts/LinkButton";
import { NumberAlerts, usePastDueNumbers } from "./NumberAlerts";

const NO_FILTER = { q: "", role: null };

export function AttentionAlerts({ team }: { team: Team }) {
  return (
    <div className="stack stack-tight">
      <UnconfirmedEmailAlert />
      <FailedPaymentAlert />
      <NumberAlerts />
      {(team.counts?.invited ?? 0) > 0 && <InvitationAlerts />}
    </div>
  );
}

export function UnconfirmedEmailAlert() {
  const profile = useProfile().data;
  if (!profile || profile.email_confirmed) return null;
  return (
    <Alert type="info" action={<LinkButton to="/profile">To the profile</LinkButton>}>
      Confirm your email: open the link that we sent to {profile.email}. Receipts go there.
    </Alert>
  );
}

function FailedPaymentAlert() {
  const latest = usePayments(null).data?.items[0];
  const pastDue = usePastDueNumbers().length > 0; // said of the numbers already
  if (latest?.status !== "failed" || pastDue) return null;
  return (
    <Alert type="error" header="The last payment failed" action={<LinkButton to="/billing">To billing</LinkButton>}>
      PayPal did not carry it out. Check your PayPal wallet, or attach another one, and try again.
    </Alert>
  );
}

/** Of the newest open invitations: those whose credits are missing, and those that did not reach anybody. */
function InvitationAlerts() {
  const invited = useUsers({ ...NO_FILTER, status: "invited" }, null).data?.items ?? [];
  const unfunded = invited.filter((user) => user.credits?.state === "unfunded").length;
  const undelivered = invited.filter(
    ({ delivery }) => delivery?.text.state === "failed" && delivery.email.state === "failed",
  ).length;
  return (
    <>
      {unfunded > 0 && (
        <Alert
          type="warning"
          header={unfunded === 1 ? "1 invitation is not funded" : `${unfunded} invitations are not funded`}
          action={<LinkButton to="/billing">Buy credits</LinkButton>}
        >
          The balance is too short for the credits that you promised. They hold all the same, and are funded oldest
          first.
        </Alert>
      )}
      {undelivered > 0 && (
        <Alert
          type="warning"
          header={undelivered === 1 ? "1 invitation reached nobody" : `${undelivered} invitations reached nobody`}
          action={<LinkButton to="/users?status=invited">Show them</LinkButton>}
        >
          Neither the text nor the email could be delivered. Check number and email, and invite again.
        </Alert>
      )}
    </>
  );
}
