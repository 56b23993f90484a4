/** What will be charged until a day, if nothing changes (B15). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSearchParams } from "react-router";

import { useTimeZone } from "../../api/profile";
import { addDays, dayInZone, endOfDay } from "../../formats/time";
import { DayField } from "../../parts/DayField";
import { EmptyState } from "../../parts/EmptyState";
import { Loading } from "../../parts/Loading";
import { LoadError } from "../../parts/ProblemAlert";
import { Day } from "../../parts/values";
import { ChargesTable } from "./ChargesTable";
import { useUpcoming } from "./queries";

const DEFAULT_DAYS = 31;
const MAX_DAYS = 397; // 13 months at most; the API looks 400 days ahead

export function UpcomingCharges({ nothingRuns: noActivePlans }: { nothingRuns: boolean }) {
  const zone = useTimeZone();
  const { day, today, last, choose } = useEndDay(zone);
  const until = endOfDay(day, zone);
  const upcoming = useUpcoming(until);
  const charges = upcoming.data?.pages.flatMap(({ items }) => items) ?? [];
  const payer = charges[0]?.payer === "self" ? "your PayPal wallet" : "the team's PayPal wallet";
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={charges.length > 0 ? `From ${payer}, if nothing changes. Credits are not in it.` : undefined}
        >
          What will be charged
        </Header>
      }
    >
      <SpaceBetween size="l">
        <DayField label="Until the end of" value={day} onChange={choose} first={today} last={last} />
        {upcoming.isPending && <Loading what="the charges to come" />}
        {upcoming.error && (
          <LoadError problem={upcoming.error} onRetry={() => void upcoming.refetch()} what="the charges to come" />
        )}
        {upcoming.data && charges.length > 0 && (
          <ChargesTable
            charges={charges}
            until={until}
            more={upcoming.hasNextPage}
            busy={upcoming.isFetchingNextPage}
            onMore={() => void upcoming.fetchNextPage()}
          />
        )}
        {upcoming.data && charges.length === 0 && (
          <NoCharges
            nothingRuns={noActivePlans}
            until={until}
            {...(day < last && { onLookFurther: () => choose(last) })}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}

/** The day stands in the address, so that it survives a reload and can be linked to. */
function useEndDay(zone: string) {
  const [params, setParams] = useSearchParams();
  const today = dayInZone(zone);
  const last = addDays(today, MAX_DAYS);
  const asked = params.get("until") ?? "";
  const possible = /^\d{4}-\d\d-\d\d$/.test(asked) && asked >= today && asked <= last;
  const day = possible ? asked : addDays(today, DEFAULT_DAYS);
  const choose = (until: string) => setParams({ until }, { replace: true });
  return { day, today, last, choose };
}

interface NothingProps {
  nothingRuns: boolean;
  until: string;
  onLookFurther?: () => void;
}

function NoCharges({ nothingRuns, until, onLookFurther: onFarther }: NothingProps) {
  return (
    <EmptyState
      title={
        <>
          {nothingRuns ? (
            "Nothing will be charged"
          ) : (
            <>
              Nothing is due until <Day at={until} />
            </>
          )}
        </>
      }
    >
      <span>
        {nothingRuns
          ? "No plan runs. Once a number has one, its charges stand here before they are made."
          : "Plans that are paid longer, or cancelled, are not charged in this time."}
      </span>
      {!nothingRuns && onFarther && <Button onClick={onFarther}>Look 13 months ahead</Button>}
    </EmptyState>
  );
}
