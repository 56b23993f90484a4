/** Signs in with a phone number and a password. */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Navigate, useLocation } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { useSession } from "../api/session";
import { parsePhone } from "../formats/phone";
import { PasswordField, PhoneField, useDraft } from "../parts/fields";
import { PlaceLink } from "../parts/LinkButton";
import { SecondStep } from "./SecondStep";
import { StepForm } from "./StepForm";

export function SignIn() {
  const { state, begin } = useSession();
  const wanted = useLocation().state as { from?: string } | null;
  const { draft, change } = useDraft({ phone: "", password: "" });
  const [missing, setMissing] = useState<{ phone?: string; password?: string }>({});
  const signIn = useApiMutation(
    (body: { phone_number: string; password: string }) => unwrap(api.POST("/v1/sessions", { body })),
    { onSuccess: begin },
  );
  if (state === "in") return <Navigate to={wanted?.from ?? "/"} replace />;
  if (signIn.error?.code === "second_factor_required") {
    const challenge = String(signIn.error.members.challenge);
    return <SecondStep challenge={challenge} onDone={begin} onStartOver={() => signIn.reset()} />;
  }

  const submit = () => {
    const lacks = {
      ...(!draft.phone.trim() && { phone: t`Enter your phone number.` }),
      ...(!draft.password && { password: t`Enter your password.` }),
    };
    setMissing(lacks);
    if (Object.keys(lacks).length > 0) return;
    signIn.mutate({ phone_number: parsePhone(draft.phone) ?? draft.phone, password: draft.password });
  };
  return (
    <StepForm
      title={t`Sign in`}
      description={t`Your phone number is your Login ID.`}
      action={t`Sign in`}
      busy={signIn.isPending}
      problem={signIn.error}
      fields={["phone_number"]}
      onSubmit={submit}
      footer={
        <SpaceBetween size="xs">
          <PlaceLink to="/reset-password">{t`Forgot your password?`}</PlaceLink>
          <PlaceLink to="/recover">{t`I no longer have this phone`}</PlaceLink>
          <span>
            <Trans>
              New here? <PlaceLink to="/sign-up">Sign up</PlaceLink>
            </Trans>
          </span>
          <PlaceLink to="/plans">{t`How it works and what it costs`}</PlaceLink>
        </SpaceBetween>
      }
    >
      <PhoneField
        value={draft.phone}
        onChange={change("phone")}
        error={missing.phone ?? signIn.error?.messageFor("phone_number")}
        autoFocus
      />
      <PasswordField
        value={draft.password}
        onChange={change("password")}
        error={missing.password ?? signIn.error?.messageFor("password")}
        kind="current-password"
      />
    </StepForm>
  );
}
