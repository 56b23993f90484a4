/** The dashboard of somebody without a team: how to open one, how to join one. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useUpdateProfile } from "../api/profile";
import { ProblemAlert } from "../parts/ProblemAlert";
import { UnconfirmedEmailAlert } from "./AttentionAlerts";
import { OwnCredits } from "./OwnCredits";

export function NoTeamDashboard() {
  const open = useUpdateProfile();
  return (
    <div className="stack">
      <UnconfirmedEmailAlert />
      <div className="cards">
        <Container fitHeight header={<Header variant="h2">Open a team</Header>}>
          <SpaceBetween size="m">
            <p className="plain">
              Invite people, give them credits for calls and texts, and pay for all of them from one PayPal wallet. A
              team costs nothing, and you can close it again while nobody is on it.
            </p>
            <ProblemAlert problem={open.error} />
            <Button variant="primary" loading={open.isPending} onClick={() => open.mutate({ manages_team: true })}>
              Manage other users in this account
            </Button>
          </SpaceBetween>
        </Container>
        <Container fitHeight header={<Header variant="h2">Join a team</Header>}>
          Were you invited? Open the Teamline app, go to Settings &gt; Business Account, and type the code from the text
          or the email. You see what changes before you confirm.
        </Container>
      </div>
      <OwnCredits onTeam={false} />
    </div>
  );
}
