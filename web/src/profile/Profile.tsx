/** The signed-in person's account: details, team, calls, sessions and closing it. */
import SpaceBetween from "@cloudscape-design/components/space-between";

import { t } from "@lingui/core/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";

import { isFromCopy } from "../api/localCopy";
import { useProfile } from "../api/profile";
import { useTeam } from "../api/team";
import { CallingCountries, EmergencyAddress } from "../calls";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { CloseAccount } from "./CloseAccount";
import { Exports } from "./Exports";
import { ProfileForm } from "./ProfileForm";
import { SecondFactors } from "./SecondFactors";
import { Security } from "./Security";
import { TeamSettings } from "./TeamSettings";

export function Profile() {
  const profile = useProfile();
  const team = useTeam().query;
  const waits =
    profile.data &&
    [profile, team].some(({ data, error, dataUpdatedAt }) => data && !error && isFromCopy(dataUpdatedAt));
  return (
    <Screen title={t`Profile`}>
      {(profile.isPending || waits) && <Loading what={t`your profile`} />}
      {profile.error && (
        <LoadError problem={profile.error} onRetry={() => void profile.refetch()} what={t`your profile`} />
      )}
      {profile.data && !waits && (
        <SpaceBetween size="l">
          <ProfileForm profile={profile.data} />
          <TeamSettings profile={profile.data} />
          <CallingCountries />
          <EmergencyAddress />
          <SecondFactors />
          <Section id="security">
            <Security profile={profile.data} />
          </Section>
          <Section id="exports">
            <Exports of="me" />
          </Section>
          {profile.data.manages_team && <Exports of="team" />}
          <CloseAccount profile={profile.data} />
        </SpaceBetween>
      )}
    </Screen>
  );
}

/** A part of the page that an address can lead to by its hash. */
function Section({ id, children }: { id: string; children: ReactNode }) {
  const { hash } = useLocation();
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === `#${id}`) here.current?.scrollIntoView();
  }, [hash, id]);
  return (
    <div id={id} ref={here}>
      {children}
    </div>
  );
}
