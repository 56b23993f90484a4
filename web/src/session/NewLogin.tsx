/** The end of a recovery: the number to sign in with, the code sent to it, and a new password (I13). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { digitsOf } from "../formats/digits";
import { formatPhone, parsePhone } from "../formats/phone";
import { PasswordField, PhoneField, useDraft } from "../parts/fields";
import { CodeField } from "./CodeField";
import { StepForm } from "./StepForm";

type Sent = Answer<"/v1/recoveries/{id}/login-id", "post">;

export interface RecoveryProps {
  id: string;
  token: string;
  onStartOver: () => void;
}

export function NewLogin({ onDone, ...recovery }: RecoveryProps & { onDone: () => void }) {
  const [sent, setSent] = useState<Sent | null>(null);
  if (!sent) return <AskNumber {...recovery} onSent={setSent} />;
  return <ProveNumber {...recovery} sent={sent} onDone={onDone} onAnother={() => setSent(null)} />;
}

function AskNumber({ id, token, onStartOver, onSent }: RecoveryProps & { onSent: (sent: Sent) => void }) {
  const [phone, setPhone] = useState("");
  const [missing, setMissing] = useState("");
  const start = useApiMutation(
    (phone_number: string) =>
      unwrap(api.POST("/v1/recoveries/{id}/login-id", { params: { path: { id } }, body: { token, phone_number } })),
    { onSuccess: onSent },
  );
  const submit = () => {
    setMissing(phone.trim() ? "" : t`Enter your new phone number.`);
    if (phone.trim()) start.mutate(parsePhone(phone) ?? phone);
  };
  return (
    <StepForm
      title={t`Your new phone number`}
      description={t`You'll sign in with it from now on. We'll text it a code, or call if it's a landline.`}
      action={t`Send me a code`}
      busy={start.isPending}
      problem={start.error}
      fields={["phone_number"]}
      onSubmit={submit}
      footer={<Button variant="link" onClick={onStartOver}>{t`Start again`}</Button>}
    >
      <PhoneField
        label={t`New phone number`}
        value={phone}
        onChange={setPhone}
        error={missing || start.error?.messageFor("phone_number")}
        autoFocus
      />
    </StepForm>
  );
}

interface ProveProps extends RecoveryProps {
  sent: Sent;
  onDone: () => void;
  onAnother: () => void;
}

function ProveNumber({ id, token, sent, onDone, onAnother }: ProveProps) {
  const { draft, change } = useDraft({ code: "", password: "" });
  const complete = useApiMutation(
    (given: { code: string; new_password: string }) =>
      unwrap(
        api.POST("/v1/recoveries/{id}/complete", {
          params: { path: { id } },
          body: { token, change_id: sent.change_id, ...given },
        }),
      ),
    { onSuccess: onDone },
  );
  return (
    <StepForm
      title={t`Enter the code`}
      description={`${sent.channel === "sms" ? t`We texted a six-digit code to` : t`We're calling`} ${formatPhone(sent.phone_number)}.`}
      action={t`Open my account`}
      busy={complete.isPending}
      problem={complete.error}
      fields={["code", "new_password"]}
      onSubmit={() => complete.mutate({ code: digitsOf(draft.code), new_password: draft.password })}
      footer={<Button variant="link" onClick={onAnother}>{t`Use another number, or send a new code`}</Button>}
    >
      <CodeField
        value={draft.code}
        onChange={change("code")}
        problem={complete.error}
        expiresAt={sent.code_expires_at}
      />
      <PasswordField
        label={t`New password`}
        value={draft.password}
        onChange={change("password")}
        error={complete.error?.messageFor("new_password")}
        kind="new-password"
      />
    </StepForm>
  );
}
