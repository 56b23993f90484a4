/** The third step of sign-up: name, email and password. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { t } from "@lingui/core/macro";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { BROWSER_TIME_ZONE } from "../formats/time";
import { PasswordField, useDraft } from "../parts/fields";
import { StepForm } from "./StepForm";

interface Props {
  registrationToken: string;
  phoneNumber: string;
  onRegistered: (tokens: Answer<"/v1/accounts", "post">) => void;
  onStartOver: () => void;
}

const FIELDS = ["name", "email", "password"];

export function RegisterStep({ registrationToken, phoneNumber, onRegistered, onStartOver }: Props) {
  const { draft, change } = useDraft({ name: "", email: "", password: "" });
  const register = useApiMutation(
    (who: typeof draft) =>
      unwrap(
        api.POST("/v1/accounts", {
          body: { registration_token: registrationToken, time_zone: BROWSER_TIME_ZONE, ...who },
        }),
      ),
    { onSuccess: onRegistered },
  );
  const { error } = register;
  return (
    <StepForm
      title={t`Your details`}
      count={t`Step 3 of 3`}
      description={t`We send receipts and notices to your email. Only your team can see it.`}
      action={t`Create account`}
      busy={register.isPending}
      problem={error}
      fields={FIELDS}
      onSubmit={() => register.mutate(draft)}
      footer={<Button variant="link" onClick={onStartOver}>{t`Start over`}</Button>}
    >
      <FormField label={t`Name`} errorText={error?.messageFor("name")} stretch>
        <Input
          name="name"
          autoComplete="name"
          value={draft.name}
          onChange={({ detail }) => change("name")(detail.value)}
          autoFocus
          ariaRequired
        />
      </FormField>
      <FormField label={t`Email`} errorText={error?.messageFor("email")} stretch>
        <Input
          type="email"
          name="email"
          autoComplete="email"
          value={draft.email}
          onChange={({ detail }) => change("email")(detail.value)}
          ariaRequired
        />
      </FormField>
      <div>
        <input hidden name="username" autoComplete="username" value={phoneNumber} readOnly />
        <PasswordField
          value={draft.password}
          onChange={change("password")}
          error={error?.messageFor("password")}
          kind="new-password"
        />
      </div>
    </StepForm>
  );
}
