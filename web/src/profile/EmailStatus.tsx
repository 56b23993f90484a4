/** Whether mails reach the email and whether it is confirmed, with a button to send a link. */
import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import type { Profile } from "../api/profile";
import { useUpdateProfile } from "../api/useUpdateProfile";
import { useNotify } from "../parts/notifications";

const FAILURES = { ok: "", bounced: t`Our emails are bouncing`, complained: t`Our emails were reported as spam` };

export function EmailStatus({ profile }: { profile: Profile }) {
  const notify = useNotify();
  const again = useUpdateProfile(() => notify({ type: "success", text: t`We sent a new link to your email.` }));
  const failing = profile.email_state !== "ok";
  if (profile.email_confirmed && !profile.new_email && !failing)
    return <StatusIndicator>{t`Confirmed`}</StatusIndicator>;
  return (
    <span>
      <StatusIndicator type="warning" wrapText={false}>
        {failing ? FAILURES[profile.email_state] : t`Not confirmed`}
      </StatusIndicator>{" "}
      {profile.new_email
        ? t`To switch to ${profile.new_email}, open the link we sent there.`
        : failing
          ? t`We've stopped emailing you there. Change your email, or confirm it again with a link.`
          : t`Open the link we emailed you.`}{" "}
      <Button
        variant="inline-link"
        formAction="none"
        loading={again.isPending}
        onClick={() => again.mutate({ email: profile.new_email ?? profile.email })}
      >
        {failing && !profile.new_email ? t`Send a link` : t`Resend link`}
      </Button>{" "}
      {again.error && <StatusIndicator type="error">{again.error.message}</StatusIndicator>}
    </span>
  );
}
