/** @jsxImportSource preact */
/** Signs in with a phone number and a password. A second factor is asked for in the portal, which goes on from here. */
import { t } from "@lingui/core/macro";
import { useState } from "preact/hooks";

import { tokens } from "../api/authorizedFetch";
import { accessTokenOf } from "../api/browserSession";
import { api, unwrap } from "../api/client";
import { signInState } from "../api/handover";
import { Problem } from "../api/problem";
import { PasswordField, PhoneField } from "./fields";
import { toNumber } from "./phones";
import { useEntrance, usePortal } from "./portal";
import { Sentence } from "./Sentence";
import { StepForm } from "./StepForm";
import { useSend } from "./useSend";

interface Typed {
  phone: string;
  password: string;
}

export function SignIn() {
  const [{ from = "/", ...before }] = useState(signInState);
  const [typed, setTyped] = useState<Typed>({ phone: before.phone ?? "", password: "" });
  const [missing, setMissing] = useState<Partial<Typed>>({});
  const isIn = useEntrance(from);
  const { loadAhead } = usePortal();
  const { send, busy, problem, isGoingOn } = useSignIn(from);

  const submit = () => {
    const lacks = {
      ...(!typed.phone.trim() && { phone: t`Enter your phone number.` }),
      ...(!typed.password && { password: t`Enter your password.` }),
    };
    setMissing(lacks);
    if (Object.keys(lacks).length === 0) send(typed);
  };
  return (
    <StepForm
      title={t`Sign in`}
      description={t`Your phone number is your Login ID.`}
      action={t`Sign in`}
      busy={busy || isIn || isGoingOn}
      problem={problem}
      fields={["phone_number"]}
      onSubmit={submit}
      footer={<Links />}
    >
      <PhoneField
        value={typed.phone}
        onChange={(phone) => setTyped({ ...typed, phone })}
        error={missing.phone ?? problem?.messageFor("phone_number")}
        autoFocus
      />
      <PasswordField
        value={typed.password}
        onChange={(password) => {
          loadAhead();
          setTyped({ ...typed, password });
        }}
        error={missing.password ?? problem?.messageFor("password")}
        kind="current-password"
      />
    </StepForm>
  );
}

/** Sends the sign-in. Where it needs a second factor, the portal goes on with it. */
function useSignIn(from: string) {
  const { enter } = usePortal();
  const [isGoingOn, setGoingOn] = useState(false);
  const request = async ({ phone, password }: Typed) => {
    const body = { phone_number: await toNumber(phone), password };
    try {
      return await unwrap(api.POST("/v1/sessions", { body }));
    } catch (thrown) {
      const { code, members } = Problem.from(thrown);
      if (code !== "second_factor_required") throw thrown;
      setGoingOn(true);
      void enter("/sign-in", { from, phone, challenge: String(members.challenge) });
      return null;
    }
  };
  return { isGoingOn, ...useSend(request, (answer) => answer && tokens.begin(accessTokenOf(answer))) };
}

function Links() {
  return (
    <>
      <a href="/reset-password">{t`Forgot your password?`}</a>
      <a href="/recover">{t`I no longer have this phone`}</a>
      <Sentence of={t`New here? <0>Sign up</0>`} href="/sign-up" />
      <a href="/plans">{t`How it works and what it costs`}</a>
    </>
  );
}
