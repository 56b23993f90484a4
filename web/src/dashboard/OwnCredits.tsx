/** The signed-in person's credits: from the team, and their own (B4). */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useCredits } from "../billing";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";

export function OwnCredits({ onTeam }: { onTeam: boolean }) {
  const credits = useCredits("me");
  return (
    <Container fitHeight header={<Header variant="h2">Your credits</Header>}>
      {credits.isPending && <Loading what="your credits" />}
      {credits.error && (
        <LoadError problem={credits.error} onRetry={() => void credits.refetch()} what="your credits" />
      )}
      {credits.data && (
        <SpaceBetween size="m">
          <div className="big-figure">
            <Amount of={credits.data.balance} />
          </div>
          {onTeam && (
            <KeyValuePairs
              columns={2}
              items={[
                { label: "From the team (used first)", value: <Amount of={credits.data.from_team} /> },
                { label: "Your own", value: <Amount of={credits.data.own} /> },
              ]}
            />
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}
