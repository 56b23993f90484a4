/** @jsxImportSource preact */
/** The third step of sign-up: name, email and password. */
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "preact/hooks";

import { api, unwrap } from "../api/client";
import type { Answer } from "../api/shapes";
import { BROWSER_TIME_ZONE } from "../formats/time";
import { Field, PasswordField } from "./fields";
import { usePortal } from "./portal";
import { StepForm } from "./StepForm";
import { useSend } from "./useSend";

interface Props {
  registrationToken: string;
  phoneNumber: string;
  /** Whether the account is there, and the portal on its way. */
  isDone: boolean;
  onRegistered: (tokens: Answer<"/v1/accounts", "post">) => void;
  onStartOver: () => void;
}

const FIELDS = ["name", "email", "password"];

export function RegisterStep({ registrationToken, phoneNumber, isDone, onRegistered, onStartOver }: Props) {
  const [typed, setTyped] = useState({ name: "", email: "", password: "" });
  const { loadAhead } = usePortal();
  useEffect(loadAhead, [loadAhead]);
  const { send, busy, problem } = useSend(
    (who: typeof typed) =>
      unwrap(
        api.POST("/v1/accounts", {
          body: { registration_token: registrationToken, time_zone: BROWSER_TIME_ZONE, ...who },
        }),
      ),
    onRegistered,
  );
  const held = (field: keyof typeof typed) => ({
    value: typed[field],
    onChange: (value: string) => setTyped({ ...typed, [field]: value }),
    error: problem?.messageFor(field),
  });
  return (
    <StepForm
      title={t`Your details`}
      count={t`Step 3 of 3`}
      description={t`We send receipts and notices to your email. Only your team can see it.`}
      action={t`Create account`}
      busy={busy || isDone}
      problem={problem}
      fields={FIELDS}
      onSubmit={() => send(typed)}
      footer={<button type="button" class="linked" onClick={onStartOver}>{t`Start over`}</button>}
    >
      <Field label={t`Name`} name="name" autoComplete="name" {...held("name")} autoFocus />
      <Field label={t`Email`} type="email" name="email" autoComplete="email" {...held("email")} />
      <input hidden name="username" autoComplete="username" value={phoneNumber} readOnly />
      <PasswordField {...held("password")} kind="new-password" />
    </StepForm>
  );
}
