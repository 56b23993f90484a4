/** What the team is charged for a member's own numbers in the next three months, before the first charge (B10). */
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { MONTHS_AHEAD } from "../../api/terms";
import { LoadError } from "../../parts/ProblemAlert";
import { Amount, Day } from "../../parts/values";
import { ChargesTable } from "./ChargesTable";
import { usePersonCharges } from "./queries";

export function PersonCharges({ userId, name }: { userId: string; name: string }) {
  const charges = usePersonCharges(userId);
  const ahead = charges.data?.pages[0];
  if (charges.error) {
    return <LoadError problem={charges.error} onRetry={() => void charges.refetch()} what={t`upcoming charges`} />;
  }
  if (!ahead?.plans) return null;
  return (
    <SpaceBetween size="s">
      <Header variant="h3">{t`Own number plans`}</Header>
      <p>
        <Trans>
          {plural(ahead.plans, {
            one: `Your team pays for the plan of ${name}'s own number`,
            other: `Your team pays for # plans of ${name}'s own numbers`,
          })}
          : <Amount of={ahead.total} /> in the next {MONTHS_AHEAD} months. First renewal: <Day at={ahead.first_at!} />.
          To stop paying, remove {name} from your team. Nothing they&apos;ve paid for is lost.
        </Trans>
      </p>
      {ahead.items.length > 0 && (
        <ExpandableSection headerText={t`See each charge`}>
          <ChargesTable
            charges={charges.data!.pages.flatMap(({ items }) => items)}
            until={ahead.until}
            more={charges.hasNextPage}
            busy={charges.isFetchingNextPage}
            onMore={() => void charges.fetchNextPage()}
          />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
