/** Proof that the number is the person's own: a code is sent to the number itself, and typed in here. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { digitsOf } from "../formats/digits";
import { formatPhone } from "../formats/phone";
import { ProblemAlert } from "../parts/ProblemAlert";
import { CodeField, useCountdown } from "../session";
import { useCheckCode, useSendCode } from "./mutations";
import type { CodeChannel, PortIn } from "./queries";

interface Props {
  port: PortIn;
  fault?: string | undefined;
}

export function ProveNumber({ port, fault }: Props) {
  const { is_proved, sent_by, expires_at } = port.control;
  const number = formatPhone(port.phone_number);
  const title = port.request_size > 1 ? t`Proof that ${number} is yours` : t`Proof that it's your number`;
  return (
    <div role="group" aria-label={title}>
      <Container
        header={
          <Header variant="h2" actions={<ProofStatus proved={is_proved} />}>
            {title}
          </Header>
        }
      >
        {is_proved ? (
          <p className="plain">{t`You confirmed it with a code sent to ${number}.`}</p>
        ) : (
          <SpaceBetween size="m">
            <FormField errorText={fault}>
              <p className="plain">{t`We'll send a code to ${number}, so no one can take a number that isn't theirs. Have the phone with you. If it's a landline, we'll call.`}</p>
            </FormField>
            {sent_by && expires_at && <TypeCode key={expires_at} port={port} expiresAt={expires_at} />}
            <SendCode port={port} />
          </SpaceBetween>
        )}
      </Container>
    </div>
  );
}

function ProofStatus({ proved }: { proved: boolean }) {
  return proved ? (
    <StatusIndicator>{t`Confirmed`}</StatusIndicator>
  ) : (
    <StatusIndicator type="pending">{t`Missing`}</StatusIndicator>
  );
}

const ACTIONS: Record<CodeChannel, { first: string; again: string }> = {
  sms: { first: t`Text me a code`, again: t`Text a new code` },
  call: { first: t`Call me with a code`, again: t`Call with a new code` },
};

function SendCode({ port }: { port: PortIn }) {
  const { channels, sent_by, next_code_at } = port.control;
  const send = useSendCode(port);
  const wait = useCountdown(next_code_at ? Date.parse(next_code_at) : 0);
  return (
    <SpaceBetween size="xs">
      <div className="row-actions">
        {channels.map((channel) => (
          <Button
            key={channel}
            formAction="none"
            loading={send.isPending && send.variables === channel}
            loadingText={t`Sending`}
            disabled={wait > 0}
            onClick={() => !send.isPending && send.mutate(channel)}
          >
            {ACTIONS[channel][sent_by ? "again" : "first"]}
          </Button>
        ))}
      </div>
      {wait > 0 && <p className="plain">{t`You can ask for another code in ${wait} s.`}</p>}
      <ProblemAlert problem={send.error} />
    </SpaceBetween>
  );
}

function TypeCode({ port, expiresAt }: { port: PortIn; expiresAt: string }) {
  const [code, setCode] = useState("");
  const check = useCheckCode(port);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!check.isPending) check.mutate(digitsOf(code));
  };
  const said = port.control.sent_by === "call" ? t`We're calling` : t`We texted a code to`;
  return (
    <form onSubmit={submit} noValidate aria-label={t`Confirm the number`}>
      <SpaceBetween size="s">
        <p className="plain">
          {said} {formatPhone(port.phone_number)}.
        </p>
        <CodeField value={code} onChange={setCode} problem={check.error} expiresAt={expiresAt} />
        <ProblemAlert problem={check.error} fields={["code"]} />
        <Button variant="primary" formAction="submit" loading={check.isPending} loadingText={t`Confirming`}>
          {t`Confirm`}
        </Button>
      </SpaceBetween>
    </form>
  );
}
