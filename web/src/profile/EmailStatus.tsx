/** Whether the email is confirmed, and a button to resend the link. */
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import type { Profile } from "../api/profile";
import { useUpdateProfile } from "../api/useUpdateProfile";
import { useNotify } from "../parts/notifications";

export function EmailStatus({ profile }: { profile: Profile }) {
  const notify = useNotify();
  const again = useUpdateProfile(() => notify({ type: "success", text: "We sent a new link to your email." }));
  if (profile.email_confirmed && !profile.new_email) return <StatusIndicator>Confirmed</StatusIndicator>;
  return (
    <span>
      <StatusIndicator type="warning" wrapText={false}>
        Not confirmed
      </StatusIndicator>{" "}
      {profile.new_email
        ? `To switch to ${profile.new_email}, open the link we sent there.`
        : "Open the link we emailed you."}{" "}
      <Button
        variant="inline-link"
        formAction="none"
        loading={again.isPending}
        onClick={() => again.mutate({ email: profile.new_email ?? profile.email })}
      >
        Resend link
      </Button>{" "}
      {again.error && <StatusIndicator type="error">{again.error.message}</StatusIndicator>}
    </span>
  );
}
