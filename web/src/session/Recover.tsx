/** Opens an account without its phone: by its email, then a second factor or three days of waiting (I13). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer, Body } from "../api/shapes";
import { digitsOf } from "../formats/digits";
import { parsePhone } from "../formats/phone";
import { PhoneField, useDraft } from "../parts/fields";
import { LinkButton, PlaceLink } from "../parts/LinkButton";
import { useStoredState } from "../parts/useStoredState";
import { CodeField } from "./CodeField";
import { MessagePage } from "./MessagePage";
import { OpenRecovery } from "./OpenRecovery";
import { StepForm } from "./StepForm";

type Wanted = Body<"/v1/recoveries", "post">;
type Started = Answer<"/v1/recoveries", "post"> & { email: string; verified: boolean };

export function Recover() {
  const [held, setHeld] = useStoredState<Started | null>("teamline.recovery", null, localStorage);
  const [done, setDone] = useState(false);
  const startOver = () => setHeld(null);
  if (done) {
    return (
      <MessagePage title={t`Your account is yours again`}>
        <Alert
          type="success"
          header={t`You have a new Login ID and password`}
          action={<LinkButton to="/sign-in">{t`Sign in`}</LinkButton>}
        >
          {t`You've been signed out on all devices. Your second factors haven't changed.`}
        </Alert>
      </MessagePage>
    );
  }
  if (!held) return <AskAccount onStarted={setHeld} />;
  if (!held.verified) {
    return <MailedCode held={held} onVerified={() => setHeld({ ...held, verified: true })} onStartOver={startOver} />;
  }
  const finish = () => {
    startOver();
    setDone(true);
  };
  return <OpenRecovery id={held.recovery_id} token={held.token} onDone={finish} onStartOver={startOver} />;
}

function AskAccount({ onStarted }: { onStarted: (started: Started) => void }) {
  const { draft, change } = useDraft({ phone: "", email: "" });
  const [missing, setMissing] = useState<{ phone?: string; email?: string }>({});
  const start = useApiMutation((body: Wanted) => unwrap(api.POST("/v1/recoveries", { body })), {
    onSuccess: (answer, body) => onStarted({ ...answer, email: body.email, verified: false }),
  });
  const submit = () => {
    const lacks = {
      ...(!draft.phone.trim() && { phone: t`Enter your old phone number.` }),
      ...(!draft.email.trim() && { email: t`Enter your email.` }),
    };
    setMissing(lacks);
    if (Object.keys(lacks).length > 0) return;
    start.mutate({ phone_number: parsePhone(draft.phone) ?? draft.phone, email: draft.email.trim() });
  };
  return (
    <StepForm
      title={t`Sign in without your phone`}
      description={t`Enter the number you signed in with and your account's confirmed email. If they match, we'll email you a code.`}
      action={t`Email me a code`}
      busy={start.isPending}
      problem={start.error}
      fields={["phone_number", "email"]}
      onSubmit={submit}
      footer={<PlaceLink to="/sign-in">{t`Back to sign in`}</PlaceLink>}
    >
      <PhoneField
        label={t`Old phone number`}
        value={draft.phone}
        onChange={change("phone")}
        error={missing.phone ?? start.error?.messageFor("phone_number")}
        autoFocus
      />
      <FormField label={t`Email`} errorText={missing.email ?? start.error?.messageFor("email")} stretch>
        <Input
          type="email"
          name="email"
          autoComplete="email"
          value={draft.email}
          onChange={({ detail }) => change("email")(detail.value)}
          ariaRequired
        />
      </FormField>
    </StepForm>
  );
}

interface CodeProps {
  held: Started;
  onVerified: () => void;
  onStartOver: () => void;
}

function MailedCode({ held, onVerified, onStartOver }: CodeProps) {
  const [code, setCode] = useState("");
  const { token, recovery_id: id } = held;
  const verify = useApiMutation(
    (typed: string) =>
      unwrap(api.POST("/v1/recoveries/{id}/verify", { params: { path: { id } }, body: { token, code: typed } })),
    { onSuccess: onVerified },
  );
  return (
    <StepForm
      title={t`Enter the code`}
      description={t`If the account has this email, the code is on its way to ${held.email}.`}
      action={t`Continue`}
      busy={verify.isPending}
      problem={verify.error}
      fields={["code"]}
      onSubmit={() => verify.mutate(digitsOf(code))}
      footer={<Button variant="link" onClick={onStartOver}>{t`Start again`}</Button>}
    >
      <CodeField value={code} onChange={setCode} problem={verify.error} expiresAt={held.code_expires_at} />
    </StepForm>
  );
}
