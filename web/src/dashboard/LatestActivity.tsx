/** The last things that happened on the team. */
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import { useActivity } from "../activity/queries";
import { sentence } from "../activity/words";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { Failed } from "../parts/Refusal";
import { Distance } from "../parts/shown";

const EVERYTHING = { action: null, mine: false };

export function LatestActivity() {
  const latest = useActivity(EVERYTHING, null, 5);
  return (
    <Container
      header={
        <Header variant="h2" actions={<LinkButton to="/activity">All activity</LinkButton>}>
          Latest activity
        </Header>
      }
    >
      {latest.isPending && <Loading what="the activity" />}
      {latest.error && <Failed problem={latest.error} onRetry={() => void latest.refetch()} what="the activity" />}
      {latest.data?.items.length === 0 && <Box color="text-body-secondary">Nothing has happened yet.</Box>}
      <ul className="lines">
        {latest.data?.items.map((act) => (
          <li key={act.at + act.action} className="line">
            <span>
              <strong>{act.actor.name}</strong> {sentence(act)}
            </span>
            <Box color="text-body-secondary">
              <Distance at={act.at} />
            </Box>
          </li>
        ))}
      </ul>
    </Container>
  );
}
