/** The second question of sign-up: the code. It can be pasted, or filled in by the phone. */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import type { Answer } from "../api/shapes";
import { formatPhone } from "../formats/phone";
import { Refusal } from "../parts/Refusal";
import { CodeField, digitsOf } from "./CodeField";
import { useCountdown } from "./countdown";
import { Step } from "./Step";

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
  const verify = useAttempt(
    (typed: string) => answer(api.POST("/v1/signups/{id}/verify", { params: { path: { id } }, body: { code: typed } })),
    { onSuccess: ({ registration_token }) => onVerified(registration_token) },
  );
  const submit = (typed: string) => {
    if (digitsOf(typed).length > 0 && !verify.isPending) verify.mutate(digitsOf(typed));
  };
  const change = (typed: string) => {
    setCode(typed);
    if (digitsOf(typed).length === 6) submit(typed);
  };
  return (
    <Step
      title="Enter the code"
      count="Step 2 of 3"
      description={`${sent.channel === "sms" ? "We sent a text with six digits to" : "We are calling"} ${formatPhone(sent.phone_number)}.`}
      action="Continue"
      busy={verify.isPending}
      problem={verify.error}
      fields={["code"]}
      onSubmit={() => submit(code)}
      footer={
        <Button variant="link" onClick={onOtherNumber}>
          Use another number
        </Button>
      }
    >
      <CodeField value={code} onChange={change} problem={verify.error} />
      <AnotherCode sent={sent} onSent={onSentAgain} />
    </Step>
  );
}

/** A new code, after the wait that the API asks for, by text or by call. */
function AnotherCode({ sent, onSent }: { sent: Props["sent"]; onSent: (sent: CodeSent) => void }) {
  const id = sent.signup_id;
  const resend = useAttempt(
    (channel: "sms" | "call", key) =>
      answer(api.POST("/v1/signups/{id}/resend", { params: { path: { id }, header: key }, body: { channel } })),
    { onSuccess: onSent },
  );
  const wait = useCountdown(sent.sent_at + sent.resend_after_seconds * 1000);
  const late = wait > 0 ? ` (in ${wait} s)` : "";
  return (
    <SpaceBetween size="xs">
      <Refusal problem={resend.error} />
      <SpaceBetween size="xs" direction="horizontal">
        <Button disabled={wait > 0} loading={resend.isPending} onClick={() => resend.mutate(sent.channel)}>
          {sent.channel === "sms" ? "Send it again" : "Call again"}
          {late}
        </Button>
        {sent.channel === "sms" && sent.channels.includes("call") && (
          <Button disabled={wait > 0 || resend.isPending} onClick={() => resend.mutate("call")}>
            Call me instead
          </Button>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}
