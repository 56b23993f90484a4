/** The team's latest activity. */
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";

import { describeAction, useActivity } from "../activity";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { RelativeTime } from "../parts/values";

const EVERYTHING = { action: null, mine: false };

export function LatestActivity() {
  const latest = useActivity(EVERYTHING, null, 5);
  return (
    <Container
      header={
        <Header variant="h2" actions={<LinkButton to="/activity">{t`All activity`}</LinkButton>}>
          {t`Latest activity`}
        </Header>
      }
    >
      {latest.isPending && <Loading what={t`the activity`} />}
      {latest.error && (
        <LoadError problem={latest.error} onRetry={() => void latest.refetch()} what={t`the activity`} />
      )}
      {latest.data?.items.length === 0 && <Box color="text-body-secondary">{t`No activity yet.`}</Box>}
      <ul className="lines">
        {latest.data?.items.map((act) => (
          <li key={act.at + act.action} className="line">
            <span>
              <strong>{act.actor.name}</strong> {describeAction(act)}
            </span>
            <Box color="text-body-secondary">
              <RelativeTime at={act.at} />
            </Box>
          </li>
        ))}
      </ul>
    </Container>
  );
}
