/** @jsxImportSource preact */
/** The first step of sign-up: the phone number. */
import { t } from "@lingui/core/macro";
import { useState } from "preact/hooks";

import { api, unwrap } from "../api/client";
import type { CodeSent } from "./CodeStep";
import { PhoneField } from "./fields";
import { toNumber } from "./phones";
import { Sentence } from "./Sentence";
import { StepForm } from "./StepForm";
import { useSend } from "./useSend";

export function PhoneStep({ onSent }: { onSent: (sent: CodeSent) => void }) {
  const [phone, setPhone] = useState("");
  const [missing, setMissing] = useState("");
  const { send, busy, problem } = useSend(
    async (typed: string, key) =>
      unwrap(api.POST("/v1/signups", { body: { phone_number: await toNumber(typed) }, params: { header: key } })),
    onSent,
  );
  const submit = () => {
    setMissing(phone.trim() ? "" : t`Enter your phone number.`);
    if (phone.trim()) send(phone);
  };
  const refusal = problem?.status === 422 ? (problem.messageFor("phone_number") ?? problem.message) : undefined;
  return (
    <StepForm
      title={t`What's your phone number?`}
      count={t`Step 1 of 3`}
      description={t`This will be your Login ID. We'll text you a code, or call if it's a landline.`}
      action={t`Send me a code`}
      busy={busy}
      problem={refusal ? null : problem}
      onSubmit={submit}
      footer={
        <>
          <Sentence of={t`Already have an account? <0>Sign in</0>`} href="/sign-in" />
          <a href="/plans">{t`How it works and what it costs`}</a>
        </>
      }
    >
      <PhoneField value={phone} onChange={setPhone} error={missing || refusal} autoFocus />
    </StepForm>
  );
}
