/** The option to manage other users, which creates a team (I9); the team's name; leaving and dissolving it (T9). */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import type { Profile } from "../api/profile";
import { useTeam } from "../api/team";
import { useUpdateProfile } from "../api/useUpdateProfile";
import { PlaceLink } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { ComeBack } from "./ComeBack";
import { DissolveTeam } from "./DissolveTeam";
import { FactorRule } from "./FactorRule";
import { LeaveTeam } from "./LeaveTeam";
import { TeamNameForm } from "./TeamName";

export function TeamSettings({ profile }: { profile: Profile }) {
  const { team, isOwner, isBeingCreated } = useTeam();
  return (
    <Container header={<Header variant="h2">{t`Team`}</Header>}>
      <SpaceBetween size="l">
        {team && !isOwner ? (
          <>
            <Alert type="info">{t`You're on ${team.owner.name}'s team “${team.name}”. To create your own team, leave it first.`}</Alert>
            <LeaveTeam teamName={team.name} />
          </>
        ) : (
          <ManageTeamToggle profile={profile} />
        )}
        {!team && <ComeBack />}
        {isBeingCreated && <Loading what={t`your new team`} />}
        {team && isOwner && <TeamNameForm team={team} />}
        {team && isOwner && <FactorRule team={team} />}
        {team && isOwner && (
          <div>
            <Trans>
              <PlaceLink to="/developer/webhooks">Webhooks</PlaceLink> let your own systems follow what happens on your team.
            </Trans>
          </div>
        )}
        {team && isOwner && (team.counts?.people ?? 1) > 1 && <DissolveTeam team={team} />}
      </SpaceBetween>
    </Container>
  );
}

function ManageTeamToggle({ profile }: { profile: Profile }) {
  const notify = useNotify();
  const change = useUpdateProfile(({ manages_team }) =>
    notify({
      type: "success",
      text: manages_team ? t`Your team is ready. Add people under Users.` : t`Your team is closed.`,
    }),
  );
  return (
    <SpaceBetween size="s">
      <Toggle
        checked={change.isPending ? Boolean(change.variables.manages_team) : profile.manages_team}
        disabled={change.isPending}
        description={t`Invite people, give them credits, and pay for the whole team. Team accounts are free.`}
        onChange={({ detail }) => change.mutate({ manages_team: detail.checked })}
      >
        {t`Manage other users in this account`}
      </Toggle>
      <ProblemAlert problem={change.error} />
    </SpaceBetween>
  );
}
