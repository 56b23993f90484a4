/** What needs attention, each with what to do about it; nothing if all is well. */
import Alert from "@cloudscape-design/components/alert";

import { type Profile, useProfile } from "../api/profile";
import { type Team, useTeam, useUsers } from "../api/team";
import { useApprovals, useBilling, usePayments } from "../billing";
import { EmergencyAlert } from "../calls";
import { useNumbers } from "../numbers";
import { LinkButton } from "../parts/LinkButton";
import { NumberAlerts, usePastDueNumbers } from "./NumberAlerts";

const NO_FILTER = { q: "", role: null };

export function AttentionAlerts({ team }: { team: Team }) {
  return (
    <div className="stack stack-tight">
      <UnconfirmedEmailAlert />
      <EmergencyAlert />
      <MissingWalletAlert />
      <FailedPaymentAlert />
      <ApprovalsAlert />
      <NumberAlerts />
      {(team.counts?.invited ?? 0) > 0 && <InvitationAlerts />}
    </div>
  );
}

export function UnconfirmedEmailAlert() {
  const profile = useProfile().data;
  if (profile && profile.email_state !== "ok") return <FailingEmailAlert profile={profile} />;
  if (!profile || profile.email_confirmed) return null;
  return (
    <Alert type="info" action={<LinkButton to="/profile">Go to your profile</LinkButton>}>
      Confirm your email: open the link we sent to {profile.email}. We send receipts there.
    </Alert>
  );
}

/** Mails to the person's email failed for good, so nothing is sent there until they change or confirm it. */
function FailingEmailAlert({ profile }: { profile: Profile }) {
  return (
    <Alert
      type="warning"
      header="We can't email you"
      action={<LinkButton to="/profile">Go to your profile</LinkButton>}
    >
      {profile.email_state === "bounced"
        ? `Our emails to ${profile.email} bounce.`
        : `Our emails to ${profile.email} were reported as spam.`}{" "}
      Change your email, or confirm it again. Until then, we send you no emails. Find your receipts under Billing.
    </Alert>
  );
}

/** Plans of the team that run while nothing pays for their renewal, such as after a hand-over (T12). */
function MissingWalletAlert() {
  const method = useBilling().data?.payment_method;
  const running = useNumbers({ status: "active", user_id: null }).data?.items ?? [];
  if (method === undefined || method?.status === "active" || running.length === 0) return null;
  return (
    <Alert
      type="warning"
      header="Your plans can't be renewed"
      action={<LinkButton to="/billing">Go to billing</LinkButton>}
    >
      No working PayPal account is connected. Without one, plans end when their paid time runs out. The team&apos;s
      owner can connect one.
    </Alert>
  );
}

function FailedPaymentAlert() {
  const latest = usePayments(null).data?.items[0];
  const pastDue = usePastDueNumbers().length > 0; // the alert about the numbers says so already
  if (latest?.status !== "failed" || pastDue) return null;
  return (
    <Alert type="error" header="The last payment failed" action={<LinkButton to="/billing">Go to billing</LinkButton>}>
      You weren&apos;t charged. Check your PayPal account or connect another one, then try again.
    </Alert>
  );
}

/** What admins ask the owner to approve (T11). */
function ApprovalsAlert() {
  const { isOwner } = useTeam();
  const waiting = useApprovals(null, "pending", isOwner).data?.items.length ?? 0;
  if (!isOwner || waiting === 0) return null;
  return (
    <Alert
      type="info"
      header={waiting === 1 ? "1 purchase waits for your approval" : `${waiting} purchases wait for your approval`}
      action={<LinkButton to="/billing/approvals">Review</LinkButton>}
    >
      It&apos;s above an admin&apos;s monthly limit. Nothing is charged until you approve it.
    </Alert>
  );
}

/** Of the newest open invitations: those without funded credits, and those that weren't delivered. */
function InvitationAlerts() {
  const invited = useUsers({ ...NO_FILTER, status: "invited" }).data?.items ?? [];
  const unfunded = invited.filter((user) => user.credits?.state === "unfunded").length;
  const undelivered = invited.filter(
    ({ delivery }) => delivery?.text.state === "failed" && delivery.email.state === "failed",
  ).length;
  return (
    <>
      {unfunded > 0 && (
        <Alert
          type="warning"
          header={unfunded === 1 ? "1 invitation isn't funded" : `${unfunded} invitations aren't funded`}
          action={<LinkButton to="/billing">Buy credits</LinkButton>}
        >
          The balance is too low for the credits you promised, or they're more than you can give in a day. The
          invitations still work, and we fund the oldest first.
        </Alert>
      )}
      {undelivered > 0 && (
        <Alert
          type="warning"
          header={undelivered === 1 ? "1 invitation wasn't delivered" : `${undelivered} invitations weren't delivered`}
          action={<LinkButton to="/users?status=invited">Review</LinkButton>}
        >
          Neither the text nor the email was delivered. Check the phone number and email, then invite again.
        </Alert>
      )}
    </>
  );
}
