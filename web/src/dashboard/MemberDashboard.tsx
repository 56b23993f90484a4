/** The dashboard of a member: their credits, numbers and team. */
import "./dashboard.css";

import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";

import type { Team } from "../api/team";
import { EmergencyAlert } from "../calls";
import { PersonNumbers } from "../numbers";
import { LinkButton } from "../parts/LinkButton";
import { UsageCard } from "../usage";
import { OwnCredits } from "./OwnCredits";
import { OwnMatters } from "./OwnMatters";

export function MemberDashboard({ team }: { team: Team }) {
  return (
    <div className="stack">
      <OwnMatters />
      <EmergencyAlert />
      {team.state === "dissolving" && <Alert type="warning">{t`This team is being dissolved.`}</Alert>}
      <div className="cards">
        <OwnCredits onTeam />
        <UsageCard />
        <Container fitHeight header={<Header variant="h2">{t`Your numbers`}</Header>}>
          <PersonNumbers userId="me" emptyText={t`No number yet. Ask your team's owner for one, or get your own.`} />
        </Container>
        <Container
          fitHeight
          header={
            <Header variant="h2" actions={<LinkButton to="/profile">{t`Leave team`}</LinkButton>}>
              {t`Your team`}
            </Header>
          }
        >
          {t`You're on “${team.name}”, owned by ${team.owner.name}. The team pays for your numbers. Its owner and admins can see your name, phone number, email and credits.`}
        </Container>
      </div>
    </div>
  );
}
