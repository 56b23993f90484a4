/** The dashboard of a person without a team: how to create one, step by step, and how to join one. */
import "./dashboard.css";

import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";

import { useUpdateProfile } from "../api/useUpdateProfile";
import { useBilling } from "../billing";
import { EmergencyAlert } from "../calls";
import { NO_FILTER, useNumbers } from "../numbers";
import { ProblemAlert } from "../parts/ProblemAlert";
import { FirstSteps } from "./FirstSteps";
import { OwnCredits } from "./OwnCredits";
import { OwnMatters } from "./OwnMatters";
import { firstSteps } from "./steps";

export function NoTeamDashboard({ isBeingCreated }: { isBeingCreated: boolean }) {
  const open = useUpdateProfile();
  const billing = useBilling().data;
  const hasNumber = (useNumbers(NO_FILTER, 1).data?.items.length ?? 0) > 0;
  return (
    <div className="stack">
      <OwnMatters />
      <EmergencyAlert />
      <ProblemAlert problem={open.error} />
      <FirstSteps
        steps={firstSteps({ team: null, billing, hasNumber })}
        create={
          <Button
            variant="primary"
            loading={open.isPending || isBeingCreated}
            loadingText={t`Creating your team`}
            onClick={() => open.mutate({ manages_team: true })}
          >
            {t`Manage other users in this account`}
          </Button>
        }
      />
      <div className="cards">
        <OwnCredits onTeam={false} />
        <Container fitHeight header={<Header variant="h2">{t`Join a team`}</Header>}>
          {t`Were you invited? In the Teamline app, go to Settings > Business Account and enter the code from the text or email. You'll see what changes before you confirm.`}
        </Container>
      </div>
    </div>
  );
}
