/** The second step of a sign-in. The first is on a light page (`../public/SignIn.tsx`), which hands over what it has. */
import { Navigate, useLocation, useNavigate } from "react-router";

import type { SignInState } from "../api/handover";
import { useSession } from "../api/session";
import { LoadAnew } from "../parts/LoadAnew";
import { SecondStep } from "./SecondStep";

export function SignIn() {
  const { state, begin } = useSession();
  const navigate = useNavigate();
  const { challenge, ...before } = (useLocation().state ?? {}) as SignInState;
  if (state === "in") return <Navigate to={before.from ?? "/"} replace />;
  if (!challenge) return <LoadAnew path="/sign-in" />;
  const startOver = () => void navigate("/sign-in", { replace: true, state: before });
  return <SecondStep challenge={challenge} onDone={begin} onStartOver={startOver} />;
}
