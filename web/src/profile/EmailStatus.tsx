/** Whether mails reach the email and whether it is confirmed, with a button to send a link. */
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import type { Profile } from "../api/profile";
import { useUpdateProfile } from "../api/useUpdateProfile";
import { useNotify } from "../parts/notifications";

const FAILURES = { ok: "", bounced: "Our emails are bouncing", complained: "Our emails were reported as spam" };

export function EmailStatus({ profile }: { profile: Profile }) {
  const notify = useNotify();
  const again = useUpdateProfile(() => notify({ type: "success", text: "We sent a new link to your email." }));
  const failing = profile.email_state !== "ok";
  if (profile.email_confirmed && !profile.new_email && !failing) return <StatusIndicator>Confirmed</StatusIndicator>;
  return (
    <span>
      <StatusIndicator type="warning" wrapText={false}>
        {failing ? FAILURES[profile.email_state] : "Not confirmed"}
      </StatusIndicator>{" "}
      {profile.new_email
        ? `To switch to ${profile.new_email}, open the link we sent there.`
        : failing
          ? "We've stopped emailing you there. Change your email, or confirm it again with a link."
          : "Open the link we emailed you."}{" "}
      <Button
        variant="inline-link"
        formAction="none"
        loading={again.isPending}
        onClick={() => again.mutate({ email: profile.new_email ?? profile.email })}
      >
        {failing && !profile.new_email ? "Send a link" : "Resend link"}
      </Button>{" "}
      {again.error && <StatusIndicator type="error">{again.error.message}</StatusIndicator>}
    </span>
  );
}
