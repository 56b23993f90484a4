/** The page that the link in a confirmation email opens. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { MessagePage } from "./MessagePage";

export function ConfirmEmail() {
  return (
    <MessagePage title="Confirm your email">
      <Confirmation />
    </MessagePage>
  );
}

function Confirmation() {
  const token = useSearchParams()[0].get("token") ?? "";
  const confirm = useQuery({
    queryKey: ["confirm-email", token],
    queryFn: () => unwrap(api.POST("/v1/profile/email/confirm", { body: { token } })).then(() => true),
    enabled: token !== "",
    staleTime: Infinity, // reopening the page doesn't use the link again
  });
  if (!token || (confirm.error && !confirm.error.outcomeUnknown)) return <InvalidLink />;
  if (confirm.error) {
    return (
      <Alert type="error" action={<Button onClick={() => void confirm.refetch()}>Try again</Button>}>
        {confirm.error.message}
      </Alert>
    );
  }
  if (!confirm.data) return <Loading what="the confirmation" />;
  return (
    <Alert type="success" header="Your email is confirmed" action={<LinkButton to="/">Go to Teamline</LinkButton>}>
      We'll send receipts and notices there.
    </Alert>
  );
}

function InvalidLink() {
  return (
    <Alert
      type="warning"
      header="This link doesn't work"
      action={<LinkButton to="/profile">Go to your profile</LinkButton>}
    >
      It may have been used or have expired, or your email has changed since. Your profile shows whether your email is
      confirmed, and can send a new link.
    </Alert>
  );
}
