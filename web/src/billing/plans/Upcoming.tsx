/** What will be charged until a day, if nothing changes (B15). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSearchParams } from "react-router";

import { Empty } from "../../parts/Empty";
import { dayIn, daysAfter, endOfDay } from "../../formats/time";
import { DayField } from "../../parts/DayField";
import { Loading } from "../../parts/Loading";
import { Failed } from "../../parts/Refusal";
import { Day } from "../../parts/shown";
import { useZone } from "../../profile/queries";
import { ChargesTable } from "./ChargesTable";
import { useUpcoming } from "./queries";

const AT_FIRST = 31;
const FARTHEST = 397; // 13 months at most; the API looks 400 days ahead

export function Upcoming({ nothingRuns }: { nothingRuns: boolean }) {
  const zone = useZone();
  const { day, today, last, choose } = useUntil(zone);
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
          <Failed problem={upcoming.error} onRetry={() => void upcoming.refetch()} what="the charges to come" />
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
          <Nothing nothingRuns={nothingRuns} until={until} {...(day < last && { onFarther: () => choose(last) })} />
        )}
      </SpaceBetween>
    </Container>
  );
}

/** The day stands in the address, so that it survives a reload and can be linked to. */
function useUntil(zone: string) {
  const [params, setParams] = useSearchParams();
  const today = dayIn(zone);
  const last = daysAfter(today, FARTHEST);
  const asked = params.get("until") ?? "";
  const possible = /^\d{4}-\d\d-\d\d$/.test(asked) && asked >= today && asked <= last;
  const day = possible ? asked : daysAfter(today, AT_FIRST);
  const choose = (until: string) => setParams({ until }, { replace: true });
  return { day, today, last, choose };
}

interface NothingProps {
  nothingRuns: boolean;
  until: string;
  onFarther?: () => void;
}

function Nothing({ nothingRuns, until, onFarther }: NothingProps) {
  return (
    <Empty
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
    </Empty>
  );
}
