/** @jsxImportSource preact */
/** Signs up in three steps: the phone number, the code sent to it, and the account's details. */
import { useState } from "preact/hooks";

import { tokens } from "../api/authorizedFetch";
import { accessTokenOf } from "../api/browserSession";
import type { Answer } from "../api/shapes";
import { keep, read } from "../api/stored";
import { CodeStep, type CodeSent } from "./CodeStep";
import { PhoneStep } from "./PhoneStep";
import { useEntrance } from "./portal";
import { RegisterStep } from "./RegisterStep";

const PLACE = "teamline.sign-up"; // a phone may drop the page while its user reads the code in a text

interface Progress {
  sent: CodeSent & { sent_at: number };
  registrationToken?: string;
}

export function SignUp() {
  const [progress, setProgress] = useState(() => read<Progress>(PLACE));
  const isIn = useEntrance("/");
  const goOn = (next: Progress | null) => {
    keep(PLACE, next);
    setProgress(next);
  };
  const begin = (answer: Answer<"/v1/accounts", "post">) => {
    keep(PLACE, null);
    tokens.begin(accessTokenOf(answer));
  };
  const codeSent = (sent: CodeSent) => goOn({ sent: { ...sent, sent_at: Date.now() } });

  if (!progress) return <PhoneStep onSent={codeSent} />;
  if (!progress.registrationToken) {
    return (
      <CodeStep
        sent={progress.sent}
        onSentAgain={codeSent}
        onVerified={(registrationToken) => goOn({ ...progress, registrationToken })}
        onOtherNumber={() => goOn(null)}
      />
    );
  }
  return (
    <RegisterStep
      registrationToken={progress.registrationToken}
      phoneNumber={progress.sent.phone_number}
      isDone={isIn}
      onRegistered={begin}
      onStartOver={() => goOn(null)}
    />
  );
}
