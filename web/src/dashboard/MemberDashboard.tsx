/** The dashboard of a member: what is theirs. */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import type { Team } from "../api/team";
import { PersonNumbers } from "../numbers";
import { LinkButton } from "../parts/LinkButton";
import { UnconfirmedEmailAlert } from "./AttentionAlerts";
import { OwnCredits } from "./OwnCredits";

export function MemberDashboard({ team }: { team: Team }) {
  return (
    <div className="stack">
      <UnconfirmedEmailAlert />
      {team.state === "dissolving" && <Alert type="warning">This team is being dissolved.</Alert>}
      <div className="cards">
        <OwnCredits onTeam />
        <Container fitHeight header={<Header variant="h2">Your numbers</Header>}>
          <PersonNumbers userId="me" nothing="No number yet. Ask your team's owner for one, or get one of your own." />
        </Container>
        <Container
          fitHeight
          header={
            <Header variant="h2" actions={<LinkButton to="/profile">Leave the team</LinkButton>}>
              Your team
            </Header>
          }
        >
          You are on “{team.name}”, which belongs to {team.owner.name}. The team pays for your numbers; its owner and
          admins see your name, number, email and credits.
        </Container>
      </div>
    </div>
  );
}
