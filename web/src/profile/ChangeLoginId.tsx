/** Changes the phone number that the person signs in with: the new number, then the code sent to it (I13). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";

import { Dialog } from "../parts/Dialog";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Problem } from "../api/problem";
import type { Answer, Body } from "../api/shapes";
import { UNDO_HOURS } from "../api/terms";
import { digitsOf } from "../formats/digits";
import { formatPhone, parsePhone } from "../formats/phone";
import { PhoneField } from "../parts/fields";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { CodeField, useCountdown } from "../session";

type Wanted = Body<"/v1/profile/login-id", "post">;
type Sent = Answer<"/v1/profile/login-id", "post"> & { sent_at: number };

export function ChangeLoginId({ onClose }: { onClose: () => void }) {
  const [sent, setSent] = useState<Sent | null>(null);
  const start = useApiMutation(
    (body: Wanted, key) => unwrap(api.POST("/v1/profile/login-id", { body, params: { header: key } })),
    { onSuccess: (answer) => setSent({ ...answer, sent_at: Date.now() }) },
  );
  const send = (wanted: Wanted) => start.mutate(wanted);
  return (
    <Dialog header={t`Change Login ID`} onDismiss={onClose}>
      {sent ? (
        <TypeCode key={sent.change_id} sent={sent} again={start} onSend={send} onDone={onClose} />
      ) : (
        <AskNumber busy={start.isPending} problem={start.error} onSend={send} />
      )}
    </Dialog>
  );
}

interface AskProps {
  busy: boolean;
  problem: Problem | null;
  onSend: (wanted: Wanted) => void;
}

function AskNumber({ busy, problem, onSend }: AskProps) {
  const [phone, setPhone] = useState("");
  const [missing, setMissing] = useState("");
  const refusal = problem?.status === 422 ? (problem.messageFor("phone_number") ?? problem.message) : undefined;
  const submit = () => {
    setMissing(phone.trim() ? "" : t`Enter your new phone number.`);
    if (phone.trim()) onSend({ phone_number: parsePhone(phone) ?? phone });
  };
  return (
    <Step action={t`Send me a code`} busy={busy} problem={refusal ? null : problem} onSubmit={submit}>
      <p>{t`We'll text a code to the new number, or call if it's a landline.`}</p>
      <PhoneField value={phone} onChange={setPhone} error={missing || refusal} />
    </Step>
  );
}

interface CodeProps {
  sent: Sent;
  again: { isPending: boolean; error: Problem | null };
  onSend: (wanted: Wanted) => void;
  onDone: () => void;
}

function TypeCode({ sent, again, onSend, onDone }: CodeProps) {
  const [code, setCode] = useState("");
  const queries = useQueryClient();
  const notify = useNotify();
  const confirm = useApiMutation(
    (typed: string) =>
      unwrap(
        api.POST("/v1/profile/login-id/{id}/confirm", {
          params: { path: { id: sent.change_id } },
          body: { code: typed },
        }),
      ),
    {
      onSuccess: (profile) => {
        queries.setQueryData(["profile"], profile);
        notify({ type: "success", text: t`You now sign in with ${formatPhone(profile.phone_number)}.` });
        onDone();
      },
    },
  );
  const submit = () => {
    if (digitsOf(code).length > 0 && !confirm.isPending) confirm.mutate(digitsOf(code));
  };
  return (
    <Step
      action={t`Change Login ID`}
      busy={confirm.isPending}
      problem={confirm.error}
      fields={["code"]}
      onSubmit={submit}
    >
      <p>
        {sent.channel === "sms" ? t`We texted a six-digit code to` : t`We're calling`} {formatPhone(sent.phone_number)}.
      </p>
      <CodeField value={code} onChange={setCode} problem={confirm.error} expiresAt={sent.code_expires_at} />
      <ProblemAlert problem={again.error} />
      <SendAgain sent={sent} busy={again.isPending} onSend={onSend} />
      <Alert type="info">{t`We'll notify your old number and your confirmed email, with a link that undoes the change for ${UNDO_HOURS} hours.`}</Alert>
    </Step>
  );
}

function SendAgain({ sent, busy, onSend }: { sent: Sent; busy: boolean; onSend: (wanted: Wanted) => void }) {
  const wait = useCountdown(sent.sent_at + sent.resend_after_seconds * 1000);
  const { phone_number, channel } = sent;
  const again = channel === "sms" ? t`Resend code` : t`Call again`;
  return (
    <SpaceBetween size="xs" direction="horizontal">
      <Button formAction="none" disabled={wait > 0} loading={busy} onClick={() => onSend({ phone_number, channel })}>
        {wait > 0 ? t`${again} (in ${wait} s)` : again}
      </Button>
      {channel === "sms" && sent.channels.includes("call") && (
        <Button formAction="none" disabled={wait > 0 || busy} onClick={() => onSend({ phone_number, channel: "call" })}>
          {t`Call me instead`}
        </Button>
      )}
    </SpaceBetween>
  );
}

interface StepProps {
  action: string;
  busy: boolean;
  problem: Problem | null;
  fields?: string[];
  onSubmit: () => void;
  children: ReactNode;
}

function Step({ action, busy, problem, fields, onSubmit, children }: StepProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="m">
        <ProblemAlert problem={problem} fields={fields ?? []} />
        {children}
        <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText={action}>
          {action}
        </Button>
      </SpaceBetween>
    </form>
  );
}
