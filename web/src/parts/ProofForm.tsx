/** Asks for a proof of who is at the device: a passkey, a code or the password (I11, I12). */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { signWithPasskey } from "../api/passkeys";
import { Problem } from "../api/problem";
import type { Answer } from "../api/shapes";
import { PasswordField } from "./fields";
import { ProblemAlert } from "./ProblemAlert";

type Options = Answer<"/v1/sessions/step-up/options", "post">;
type Method = Options["accepts"][number];

export interface Proof {
  method: Method;
  code?: string;
  password?: string;
  credential?: Record<string, unknown>;
}

interface Props {
  options: Options;
  action: string;
  busy: boolean;
  problem: Problem | null;
  onProof: (proof: Proof) => void;
}

const SWITCH: Record<Method, string> = {
  passkey: t`Use a passkey`,
  totp: t`Use your authenticator app`,
  recovery_code: t`Use a recovery code`,
  password: t`Use your password`,
};

export function ProofForm({ options, action, busy, problem, onProof }: Props) {
  const [method, setMethod] = useState<Method>(options.accepts[0] ?? "password");
  const [typed, setTyped] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);

  const signWith = async () => {
    setRefused(null);
    try {
      onProof({ method, credential: await signWithPasskey(options.passkey ?? {}) });
    } catch (thrown) {
      setRefused(Problem.from(thrown));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (method === "passkey") void signWith();
    else onProof(method === "password" ? { method, password: typed } : { method, code: typed });
  };
  const choose = (chosen: Method) => {
    setMethod(chosen);
    setTyped("");
    setRefused(null);
  };
  const shown = refused ?? problem;
  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="m">
        <ProblemAlert problem={shown} fields={method === "passkey" ? [] : ["code", "password"]} />
        <ProofField method={method} value={typed} onChange={setTyped} problem={shown} />
        <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText={action}>
          {method === "passkey" ? SWITCH.passkey : action}
        </Button>
        <SpaceBetween size="xxs">
          {options.accepts
            .filter((other) => other !== method)
            .map((other) => (
              <Button key={other} variant="inline-link" formAction="none" onClick={() => choose(other)}>
                {SWITCH[other]}
              </Button>
            ))}
        </SpaceBetween>
      </SpaceBetween>
    </form>
  );
}

interface ProofFieldProps {
  method: Method;
  value: string;
  onChange: (value: string) => void;
  problem: Problem | null;
}

function ProofField({ method, value, onChange, problem }: ProofFieldProps) {
  if (method === "passkey")
    return <p>{t`Your browser will ask for your fingerprint, face, screen lock or security key.`}</p>;
  if (method === "password")
    return (
      <PasswordField
        value={value}
        onChange={onChange}
        error={problem?.messageFor("password")}
        kind="current-password"
        autoFocus
      />
    );
  const isApp = method === "totp";
  return (
    <FormField
      label={isApp ? t`Authenticator code` : t`Recovery code`}
      constraintText={isApp ? t`Six digits, from your authenticator app.` : t`Ten characters. Each code works once.`}
      errorText={problem?.messageFor("code")}
      stretch
    >
      <Input
        inputMode={isApp ? "numeric" : "text"}
        autoComplete={isApp ? "one-time-code" : false}
        name="code"
        value={value}
        onChange={({ detail }) => onChange(detail.value)}
        ariaRequired
        autoFocus
      />
    </FormField>
  );
}
