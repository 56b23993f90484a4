/** The dashboard of a person without a team: how to create one, how to join one. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useUpdateProfile } from "../api/useUpdateProfile";
import { EmergencyAlert } from "../calls";
import { ProblemAlert } from "../parts/ProblemAlert";
import { UnconfirmedEmailAlert } from "./AttentionAlerts";
import { OwnCredits } from "./OwnCredits";

export function NoTeamDashboard() {
  const open = useUpdateProfile();
  return (
    <div className="stack">
      <UnconfirmedEmailAlert />
      <EmergencyAlert />
      <div className="cards">
        <Container fitHeight header={<Header variant="h2">Create a team</Header>}>
          <SpaceBetween size="m">
            <p className="plain">
              Invite people, give them credits for calls and texts, and pay for everyone with one PayPal account. Team
              accounts are free, and you can close an empty team at any time.
            </p>
            <ProblemAlert problem={open.error} />
            <Button variant="primary" loading={open.isPending} onClick={() => open.mutate({ manages_team: true })}>
              Manage other users in this account
            </Button>
          </SpaceBetween>
        </Container>
        <Container fitHeight header={<Header variant="h2">Join a team</Header>}>
          Were you invited? In the Teamline app, go to Settings &gt; Business Account and enter the code from the text
          or email. You'll see what changes before you confirm.
        </Container>
      </div>
      <OwnCredits onTeam={false} />
    </div>
  );
}
