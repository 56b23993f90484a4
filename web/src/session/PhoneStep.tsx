/** The first step of sign-up: the phone number. */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { parsePhone } from "../formats/phone";
import { PhoneField } from "../parts/fields";
import { PlaceLink } from "../parts/LinkButton";
import { StepForm } from "./StepForm";

export function PhoneStep({ onSent }: { onSent: (sent: Answer<"/v1/signups", "post">) => void }) {
  const [phone, setPhone] = useState("");
  const [missing, setMissing] = useState("");
  const start = useApiMutation(
    (phone_number: string, key) => unwrap(api.POST("/v1/signups", { body: { phone_number }, params: { header: key } })),
    { onSuccess: onSent },
  );
  const submit = () => {
    setMissing(phone.trim() ? "" : t`Enter your phone number.`);
    if (phone.trim()) start.mutate(parsePhone(phone) ?? phone);
  };
  const refusal =
    start.error?.status === 422 ? (start.error.messageFor("phone_number") ?? start.error.message) : undefined;
  return (
    <StepForm
      title={t`What's your phone number?`}
      count={t`Step 1 of 3`}
      description={t`This will be your Login ID. We'll text you a code, or call if it's a landline.`}
      action={t`Send me a code`}
      busy={start.isPending}
      problem={refusal ? null : start.error}
      onSubmit={submit}
      footer={
        <SpaceBetween size="xs">
          <span>
            <Trans>
              Already have an account? <PlaceLink to="/sign-in">Sign in</PlaceLink>
            </Trans>
          </span>
          <PlaceLink to="/plans">{t`How it works and what it costs`}</PlaceLink>
        </SpaceBetween>
      }
    >
      <PhoneField value={phone} onChange={setPhone} error={missing || refusal} autoFocus />
    </StepForm>
  );
}
