/** @jsxImportSource preact */
/** The second step of sign-up: the code, typed, pasted or filled in by the phone. */
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "preact/hooks";

import { api, unwrap } from "../api/client";
import { CODE_PATTERN } from "../api/facts";
import type { Answer } from "../api/shapes";
import { digitsOf } from "../formats/digits";
import { formatRelative } from "../formats/time";
import { Field } from "./fields";
import { usePhones } from "./phones";
import { ProblemNote } from "./ProblemNote";
import { StepForm } from "./StepForm";
import { useSend } from "./useSend";

export type CodeSent = Answer<"/v1/signups", "post">;

interface Props {
  sent: CodeSent & { sent_at: number };
  onSentAgain: (sent: CodeSent) => void;
  onVerified: (registrationToken: string) => void;
  onOtherNumber: () => void;
}

export function CodeStep({ sent, onSentAgain, onVerified, onOtherNumber }: Props) {
  const [code, setCode] = useState("");
  const id = sent.signup_id;
  const { send, busy, problem } = useSend(
    (typed: string) => unwrap(api.POST("/v1/signups/{id}/verify", { params: { path: { id } }, body: { code: typed } })),
    ({ registration_token }) => onVerified(registration_token),
  );
  const number = usePhones(true)?.formatPhone(sent.phone_number) ?? sent.phone_number;
  const submit = (typed: string) => {
    if (digitsOf(typed).length > 0) send(digitsOf(typed));
  };
  const change = (typed: string) => {
    setCode(typed);
    if (CODE_PATTERN.test(digitsOf(typed))) submit(typed);
  };
  return (
    <StepForm
      title={t`Enter the code`}
      count={t`Step 2 of 3`}
      description={`${sent.channel === "sms" ? t`We texted a six-digit code to` : t`We're calling`} ${number}.`}
      action={t`Continue`}
      busy={busy}
      problem={problem}
      fields={["code"]}
      onSubmit={() => submit(code)}
      footer={<button type="button" class="linked" onClick={onOtherNumber}>{t`Use a different number`}</button>}
    >
      <Field
        label={t`Code`}
        hint={t`Six digits. Expires ${formatRelative(sent.code_expires_at)}.`}
        inputMode="numeric"
        autoComplete="one-time-code"
        name="code"
        value={code}
        onChange={change}
        error={problem?.messageFor("code")}
        autoFocus
      />
      <ResendCode sent={sent} onSent={onSentAgain} />
    </StepForm>
  );
}

/** Asks for a new code by text or call, after the wait that the API requires. */
function ResendCode({ sent, onSent }: { sent: Props["sent"]; onSent: (sent: CodeSent) => void }) {
  const id = sent.signup_id;
  const { send, busy, problem } = useSend(
    (channel: "sms" | "call", key) =>
      unwrap(api.POST("/v1/signups/{id}/resend", { params: { path: { id }, header: key }, body: { channel } })),
    onSent,
  );
  const wait = useCountdown(sent.sent_at + sent.resend_after_seconds * 1000);
  const again = sent.channel === "sms" ? t`Resend code` : t`Call again`;
  return (
    <>
      <ProblemNote problem={problem} />
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={wait > 0}
          aria-disabled={busy}
          onClick={() => send(sent.channel)}
        >
          {wait > 0 ? t`${again} (in ${wait} s)` : again}
        </button>
        {sent.channel === "sms" && sent.channels.includes("call") && (
          <button
            type="button"
            class="button"
            disabled={wait > 0}
            aria-disabled={busy}
            onClick={() => send("call")}
          >{t`Call me instead`}</button>
        )}
      </div>
    </>
  );
}

/** The seconds until a time, in milliseconds since the epoch. */
function useCountdown(until: number): number {
  const [now, setNow] = useState(Date.now);
  const isRunning = until > now;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isRunning, until]);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
