/** Where a person sets up the two-step sign-in that their team requires, and goes on to where they were (I11). */
import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Navigate, useLocation } from "react-router";

import { useTeam } from "../api/team";
import { Screen } from "../parts/Screen";
import { SecondFactors } from "./SecondFactors";

export function RequiredFactor() {
  const { query } = useTeam();
  const from = (useLocation().state as { from?: string } | null)?.from ?? "/";
  const [showsCodes, setShowsCodes] = useState(false);
  if (query.data !== undefined && !showsCodes) return <Navigate to={from} replace />;
  return (
    <Screen title={t`Set up two-step sign-in`}>
      <SpaceBetween size="l">
        <Alert type="info">{t`Your team requires two-step sign-in. Add an authenticator app or a passkey to continue.`}</Alert>
        <SecondFactors onCodes={setShowsCodes} />
      </SpaceBetween>
    </Screen>
  );
}
