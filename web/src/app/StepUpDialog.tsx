/** Asks in place for a proof of who is at the device, when a request needs a fresh one; then the request goes on (I12). */
import { lazy, Suspense, useEffect, useState } from "react";

import { stepUp } from "../api/authorizedFetch";
import type { AccessToken } from "../api/tokens";

/** Loaded when it is asked for: its fields know the phone numbers of all countries. */
const StepUpForm = lazy(() => import("./StepUpForm"));

type Resolve = (token: AccessToken | null) => void;

export function StepUpDialog() {
  const [resolve, setResolve] = useState<Resolve | null>(null);
  useEffect(() => stepUp.askWith(() => new Promise<AccessToken | null>((resolved) => setResolve(() => resolved))), []);
  if (!resolve) return null;
  const finish = (token: AccessToken | null) => {
    setResolve(null);
    resolve(token);
  };
  return (
    <Suspense fallback={null}>
      <StepUpForm onFinish={finish} />
    </Suspense>
  );
}
