/** The charges up to a date, if nothing changes (B15). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { useTimeZone } from "../../api/profile";
import { DayField } from "../../parts/DayField";
import { EmptyState } from "../../parts/EmptyState";
import { Loading } from "../../parts/Loading";
import { LoadError } from "../../parts/ProblemAlert";
import { Day } from "../../parts/values";
import { ChargesCalendar } from "./ChargesCalendar";
import { ChargesTable } from "./ChargesTable";
import { useUpcoming } from "./queries";
import { useEndDay } from "./useEndDay";

export function UpcomingCharges({ noActivePlans }: { noActivePlans: boolean }) {
  const zone = useTimeZone();
  const { day, today, last, until, choose } = useEndDay(zone);
  const upcoming = useUpcoming(until);
  const charges = upcoming.data?.pages.flatMap(({ items }) => items) ?? [];
  const payer = charges[0]?.payer === "self" ? t`your PayPal account` : t`the team's PayPal account`;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            charges.length > 0 ? t`Charged to ${payer} if nothing changes. Credits aren't included.` : undefined
          }
        >
          {t`Upcoming charges`}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <DayField label={t`Through the end of`} value={day} onChange={choose} first={today} last={last} />
        {upcoming.isPending && <Loading what={t`upcoming charges`} />}
        {upcoming.error && (
          <LoadError problem={upcoming.error} onRetry={() => void upcoming.refetch()} what={t`upcoming charges`} />
        )}
        {upcoming.data && charges.length > 0 && (
          <>
            <ChargesCalendar charges={charges} until={until} />
            <ChargesTable
              charges={charges}
              until={until}
              more={upcoming.hasNextPage}
              busy={upcoming.isFetchingNextPage}
              onMore={() => void upcoming.fetchNextPage()}
            />
          </>
        )}
        {upcoming.data && charges.length === 0 && (
          <NoCharges
            noActivePlans={noActivePlans}
            until={until}
            {...(day < last && { onLookFurther: () => choose(last) })}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}

interface NothingProps {
  noActivePlans: boolean;
  until: string;
  onLookFurther?: () => void;
}

function NoCharges({ noActivePlans, until, onLookFurther }: NothingProps) {
  return (
    <EmptyState
      title={
        <>
          {noActivePlans ? (
            t`No upcoming charges`
          ) : (
            <Trans>
              No charges through <Day at={until} />
            </Trans>
          )}
        </>
      }
    >
      <span>
        {noActivePlans
          ? t`You have no active plans. Charges appear here before we make them.`
          : t`Plans that are canceled or paid for longer aren't charged in this period.`}
      </span>
      {!noActivePlans && onLookFurther && <Button onClick={onLookFurther}>{t`Look further ahead`}</Button>}
    </EmptyState>
  );
}
