/** Whether the email is confirmed, and the link once more. */
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import { type Profile, useUpdateProfile } from "../api/profile";
import { useNotify } from "../parts/notifications";

export function EmailStatus({ profile }: { profile: Profile }) {
  const tell = useNotify();
  const again = useUpdateProfile(() => tell({ type: "success", text: "A new link is on its way to your email." }));
  if (profile.email_confirmed && !profile.new_email) return <StatusIndicator>Confirmed</StatusIndicator>;
  return (
    <span>
      <StatusIndicator type="warning" wrapText={false}>
        Not confirmed
      </StatusIndicator>{" "}
      {profile.new_email
        ? `${profile.new_email} takes its place once you open the link that we mailed there.`
        : "Open the link that we mailed you."}{" "}
      <Button
        variant="inline-link"
        formAction="none"
        loading={again.isPending}
        onClick={() => again.mutate({ email: profile.new_email ?? profile.email })}
      >
        Send a new link
      </Button>{" "}
      {again.error && <StatusIndicator type="error">{again.error.message}</StatusIndicator>}
    </span>
  );
}
