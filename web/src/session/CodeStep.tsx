/** The second step of sign-up: the code, typed, pasted or filled in by the phone. */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { CODE_PATTERN } from "../api/facts";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { formatPhone } from "../formats/phone";
import { ProblemAlert } from "../parts/ProblemAlert";
import { CodeField, digitsOf } from "./CodeField";
import { StepForm } from "./StepForm";
import { useCountdown } from "./useCountdown";

type CodeSent = Answer<"/v1/signups", "post">;

interface Props {
  sent: CodeSent & { sent_at: number };
  onSentAgain: (sent: CodeSent) => void;
  onVerified: (registrationToken: string) => void;
  onOtherNumber: () => void;
}

export function CodeStep({ sent, onSentAgain, onVerified, onOtherNumber }: Props) {
  const [code, setCode] = useState("");
  const id = sent.signup_id;
  const verify = useApiMutation(
    (typed: string) => unwrap(api.POST("/v1/signups/{id}/verify", { params: { path: { id } }, body: { code: typed } })),
    { onSuccess: ({ registration_token }) => onVerified(registration_token) },
  );
  const submit = (typed: string) => {
    if (digitsOf(typed).length > 0 && !verify.isPending) verify.mutate(digitsOf(typed));
  };
  const change = (typed: string) => {
    setCode(typed);
    if (CODE_PATTERN.test(digitsOf(typed))) submit(typed);
  };
  return (
    <StepForm
      title={t`Enter the code`}
      count={t`Step 2 of 3`}
      description={`${sent.channel === "sms" ? t`We texted a six-digit code to` : t`We're calling`} ${formatPhone(sent.phone_number)}.`}
      action={t`Continue`}
      busy={verify.isPending}
      problem={verify.error}
      fields={["code"]}
      onSubmit={() => submit(code)}
      footer={<Button variant="link" onClick={onOtherNumber}>{t`Use a different number`}</Button>}
    >
      <CodeField value={code} onChange={change} problem={verify.error} expiresAt={sent.code_expires_at} />
      <ResendCode sent={sent} onSent={onSentAgain} />
    </StepForm>
  );
}

/** Asks for a new code by text or call, after the wait that the API requires. */
function ResendCode({ sent, onSent }: { sent: Props["sent"]; onSent: (sent: CodeSent) => void }) {
  const id = sent.signup_id;
  const resend = useApiMutation(
    (channel: "sms" | "call", key) =>
      unwrap(api.POST("/v1/signups/{id}/resend", { params: { path: { id }, header: key }, body: { channel } })),
    { onSuccess: onSent },
  );
  const wait = useCountdown(sent.sent_at + sent.resend_after_seconds * 1000);
  const again = sent.channel === "sms" ? t`Resend code` : t`Call again`;
  return (
    <SpaceBetween size="xs">
      <ProblemAlert problem={resend.error} />
      <SpaceBetween size="xs" direction="horizontal">
        <Button disabled={wait > 0} loading={resend.isPending} onClick={() => resend.mutate(sent.channel)}>
          {wait > 0 ? t`${again} (in ${wait} s)` : again}
        </Button>
        {sent.channel === "sms" && sent.channels.includes("call") && (
          <Button disabled={wait > 0 || resend.isPending} onClick={() => resend.mutate("call")}>
            {t`Call me instead`}
          </Button>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}
