/** The page behind the link in the mail that asks whether an address is right. */
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
    staleTime: Infinity, // a second look at the page is not a second use of the link
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
    <Alert type="success" header="Your email is confirmed" action={<LinkButton to="/">To Teamline</LinkButton>}>
      Receipts and notices go there from now on.
    </Alert>
  );
}

function InvalidLink() {
  return (
    <Alert
      type="warning"
      header="This link does not work"
      action={<LinkButton to="/profile">To the profile</LinkButton>}
    >
      It may have been used already, be too old, or belong to an address that was changed since. The profile shows
      whether your email is confirmed, and sends a new link.
    </Alert>
  );
}
