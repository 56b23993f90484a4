/** Signs up in three steps: the phone number, the code sent to it, and the account's details. */
import { Navigate, useNavigate } from "react-router";

import { useSession } from "../api/session";
import type { Answer } from "../api/shapes";
import { useStoredState } from "../parts/useStoredState";
import { CodeStep } from "./CodeStep";
import { PhoneStep } from "./PhoneStep";
import { RegisterStep } from "./RegisterStep";

type CodeSent = Answer<"/v1/signups", "post">;

interface Progress {
  sent: CodeSent & { sent_at: number };
  registrationToken?: string;
}

export function SignUp() {
  const { state, begin } = useSession();
  const navigate = useNavigate();
  const [progress, setProgress] = useStoredState<Progress | null>("teamline.sign-up", null);
  if (state === "in") return <Navigate to="/" replace />;

  if (!progress) return <PhoneStep onSent={(sent) => setProgress({ sent: { ...sent, sent_at: Date.now() } })} />;
  if (!progress.registrationToken) {
    return (
      <CodeStep
        sent={progress.sent}
        onSentAgain={(sent) => setProgress({ sent: { ...sent, sent_at: Date.now() } })}
        onVerified={(registrationToken) => setProgress({ ...progress, registrationToken })}
        onOtherNumber={() => setProgress(null)}
      />
    );
  }
  return (
    <RegisterStep
      registrationToken={progress.registrationToken}
      phoneNumber={progress.sent.phone_number}
      onRegistered={(tokens) => {
        setProgress(null);
        begin(tokens);
        void navigate("/", { replace: true });
      }}
      onStartOver={() => setProgress(null)}
    />
  );
}
