/** One's own account: who one is, how one is told things, where one is signed in, and the team option. */
import SpaceBetween from "@cloudscape-design/components/space-between";

import { Loading } from "../parts/Loading";
import { Failed } from "../parts/Refusal";
import { Screen } from "../parts/Screen";
import { AboutYou } from "./AboutYou";
import { CloseAccount } from "./CloseAccount";
import { useProfile } from "./queries";
import { Security } from "./Security";
import { TeamOption } from "./TeamOption";

export function Profile() {
  const profile = useProfile();
  return (
    <Screen title="Profile">
      {profile.isPending && <Loading what="your profile" />}
      {profile.error && <Failed problem={profile.error} onRetry={() => void profile.refetch()} what="your profile" />}
      {profile.data && (
        <SpaceBetween size="l">
          <AboutYou profile={profile.data} />
          <TeamOption profile={profile.data} />
          <Security profile={profile.data} />
          <CloseAccount profile={profile.data} />
        </SpaceBetween>
      )}
    </Screen>
  );
}
