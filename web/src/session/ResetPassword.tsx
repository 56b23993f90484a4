/** Resets a forgotten password: first a code, then a new password. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { digitsOf } from "../formats/digits";
import { formatPhone, parsePhone } from "../formats/phone";
import { PasswordField, PhoneField, useDraft } from "../parts/fields";
import { LinkButton, PlaceLink } from "../parts/LinkButton";
import { useStoredState } from "../parts/useStoredState";
import { CodeField } from "./CodeField";
import { MessagePage } from "./MessagePage";
import { StepForm } from "./StepForm";

type Sent = Answer<"/v1/password-resets", "post"> & { phone: string };

export function ResetPassword() {
  const [sent, setSent] = useStoredState<Sent | null>("teamline.reset", null);
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <MessagePage title={t`Choose a new password`}>
        <Alert
          type="success"
          header={t`Your password has been changed`}
          action={<LinkButton to="/sign-in">{t`Sign in`}</LinkButton>}
        >
          {t`You've been signed out on all devices.`}
        </Alert>
      </MessagePage>
    );
  }
  if (!sent) return <AskNumber onSent={setSent} />;
  return (
    <NewPassword
      sent={sent}
      onStartOver={() => setSent(null)}
      onDone={() => {
        setSent(null);
        setDone(true);
      }}
    />
  );
}

function AskNumber({ onSent }: { onSent: (sent: Sent) => void }) {
  const [known] = useSearchParams();
  const [phone, setPhone] = useState(known.get("phone") ?? "");
  const [missing, setMissing] = useState("");
  const start = useApiMutation(
    (phone_number: string, key) =>
      unwrap(api.POST("/v1/password-resets", { body: { phone_number }, params: { header: key } })),
    { onSuccess: (sent, phone) => onSent({ ...sent, phone }) },
  );
  const submit = () => {
    setMissing(phone.trim() ? "" : t`Enter your phone number.`);
    if (phone.trim()) start.mutate(parsePhone(phone) ?? phone);
  };
  return (
    <StepForm
      title={t`Choose a new password`}
      description={t`If this number has an account, we'll send it a code.`}
      action={t`Send me a code`}
      busy={start.isPending}
      problem={start.error}
      fields={["phone_number"]}
      onSubmit={submit}
      footer={<PlaceLink to="/sign-in">{t`Back to sign in`}</PlaceLink>}
    >
      <PhoneField
        value={phone}
        onChange={setPhone}
        error={missing || start.error?.messageFor("phone_number")}
        autoFocus
      />
    </StepForm>
  );
}

interface NewPasswordProps {
  sent: Sent;
  onDone: () => void;
  onStartOver: () => void;
}

function NewPassword({ sent, onDone, onStartOver }: NewPasswordProps) {
  const { draft, change } = useDraft({ code: "", password: "" });
  const reset = useApiMutation(
    (body: { code: string; new_password: string }) =>
      unwrap(
        api.POST("/v1/password-resets/{id}", {
          params: { path: { id: sent.reset_id } },
          body,
        }),
      ),
    { onSuccess: onDone },
  );
  return (
    <StepForm
      title={t`Enter the code`}
      description={t`If ${formatPhone(sent.phone)} has an account, the code is on its way.`}
      action={t`Change password`}
      busy={reset.isPending}
      problem={reset.error}
      fields={["code", "new_password"]}
      onSubmit={() => reset.mutate({ code: digitsOf(draft.code), new_password: draft.password })}
      footer={<Button variant="link" onClick={onStartOver}>{t`Send a new code`}</Button>}
    >
      <CodeField value={draft.code} onChange={change("code")} problem={reset.error} expiresAt={sent.code_expires_at} />
      <PasswordField
        label={t`New password`}
        value={draft.password}
        onChange={change("password")}
        error={reset.error?.messageFor("new_password")}
        kind="new-password"
      />
    </StepForm>
  );
}
