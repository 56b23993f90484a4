/** "Manage other users in this account", which opens the team (I9); the team's name; giving it up (T9). */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";

import { type Profile, useUpdateProfile } from "../api/profile";
import { useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { DissolveTeam } from "./DissolveTeam";
import { LeaveTeam } from "./LeaveTeam";
import { TeamNameForm } from "./TeamName";

export function TeamSettings({ profile }: { profile: Profile }) {
  const { team, isOwner, isBeingCreated: isOpening } = useTeam();
  return (
    <Container header={<Header variant="h2">Team</Header>}>
      <SpaceBetween size="l">
        {team && !isOwner ? (
          <>
            <Alert type="info">
              You are on the team “{team.name}” of {team.owner.name}. To open a team of your own, leave it first.
            </Alert>
            <LeaveTeam teamName={team.name} />
          </>
        ) : (
          <ManageTeamToggle profile={profile} />
        )}
        {isOpening && <Loading what="your new team" />}
        {team && isOwner && <TeamNameForm team={team} />}
        {team && isOwner && (team.counts?.people ?? 1) > 1 && <DissolveTeam team={team} />}
      </SpaceBetween>
    </Container>
  );
}

function ManageTeamToggle({ profile }: { profile: Profile }) {
  const tell = useNotify();
  const change = useUpdateProfile(({ manages_team }) =>
    tell({
      type: "success",
      text: manages_team ? "Your team is open. Add the first users under Users." : "Your team is closed.",
    }),
  );
  return (
    <SpaceBetween size="s">
      <Toggle
        checked={change.isPending ? Boolean(change.variables.manages_team) : profile.manages_team}
        disabled={change.isPending}
        description="Invite people, give them credits, and pay for all of them. There is no charge for having a team."
        onChange={({ detail }) => change.mutate({ manages_team: detail.checked })}
      >
        Manage other users in this account
      </Toggle>
      <ProblemAlert problem={change.error} />
    </SpaceBetween>
  );
}
