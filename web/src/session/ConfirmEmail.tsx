/** The page that the link in a confirmation email opens. Loading it confirms nothing: mail scanners open links too. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { LinkButton } from "../parts/LinkButton";
import { MessagePage } from "./MessagePage";

export function ConfirmEmail() {
  return (
    <MessagePage title={t`Confirm your email`}>
      <Confirmation />
    </MessagePage>
  );
}

function Confirmation() {
  const token = useSearchParams()[0].get("token") ?? "";
  const confirm = useMutation({
    mutationFn: () => unwrap(api.POST("/v1/profile/email/confirm", { body: { token } })),
  });
  if (!token || (confirm.error && !confirm.error.outcomeUnknown)) return <InvalidLink />;
  if (confirm.isSuccess) {
    return (
      <Alert
        type="success"
        header={t`Your email is confirmed`}
        action={<LinkButton to="/">{t`Go to Teamline`}</LinkButton>}
      >
        {t`We'll send receipts and notices there.`}
      </Alert>
    );
  }
  return (
    <>
      {confirm.error && <Alert type="error">{confirm.error.message}</Alert>}
      <p>{t`Is this your email address for Teamline?`}</p>
      <Button variant="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>{t`Confirm email`}</Button>
    </>
  );
}

function InvalidLink() {
  return (
    <Alert
      type="warning"
      header={t`This link doesn't work`}
      action={<LinkButton to="/profile">{t`Go to your profile`}</LinkButton>}
    >
      {t`It may have expired or been used already, or your email has changed since. Check your profile to see whether your email is confirmed, or to get a new link.`}
    </Alert>
  );
}
