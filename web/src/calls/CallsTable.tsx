/** The table of calls with its filters; empty because there are none, none match or loading failed. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { formatLength } from "../formats/time";
import { EmptyState } from "../parts/EmptyState";
import { PersonName } from "../parts/people";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { Amount, DateTime, Phone } from "../parts/values";
import { isFiltered, NO_FILTER } from "./callLog";
import { CallsFilter } from "./CallsFilter";
import { OtherNumber, Outcome } from "./labels";
import type { useCalls } from "./queries";
import type { Call, CallsFilterValue } from "./types";

interface Props {
  calls: ReturnType<typeof useCalls>;
  forTeam: boolean;
  filter: CallsFilterValue;
  onFilter: (filter: CallsFilterValue) => void;
  pagination: ReactNode;
}

export function CallsTable({ calls, forTeam, filter, onFilter, pagination }: Props) {
  const narrow = useIsNarrow();
  const failed = calls.error && (
    <LoadError problem={calls.error} onRetry={() => void calls.refetch()} what="the calls" />
  );
  return (
    <SpaceBetween size="m">
      {failed}
      <Table
        variant="container"
        columnDefinitions={columns(forTeam)}
        columnDisplay={(narrow ? NARROW : ALL).map((id) => ({ id, visible: true }))}
        items={failed ? [] : (calls.data?.items ?? [])}
        trackBy="call_id"
        loading={calls.isPending}
        loadingText="Loading calls"
        empty={failed ? "" : <NoCalls filtered={isFiltered(filter)} onClear={() => onFilter(NO_FILTER)} />}
        filter={<CallsFilter filter={filter} onFilter={onFilter} forTeam={forTeam} />}
        pagination={pagination}
        wrapLines
        contentDensity="comfortable"
        ariaLabels={{ tableLabel: "Calls" }}
        enableKeyboardNavigation={false}
      />
    </SpaceBetween>
  );
}

const ALL = ["other", "number", "at", "outcome", "length", "price"];
const NARROW = ["call"];

function columns(forTeam: boolean): TableProps.ColumnDefinition<Call>[] {
  return [
    {
      id: "other",
      header: "From or to",
      minWidth: 170,
      cell: (call) => <OtherNumber call={call} />,
      isRowHeader: true,
    },
    { id: "number", header: "Number", minWidth: 150, cell: (call) => <OwnNumber call={call} forTeam={forTeam} /> },
    { id: "at", header: "When", minWidth: 150, cell: ({ at }) => <DateTime at={at} /> },
    { id: "outcome", header: "Outcome", minWidth: 190, cell: (call) => <Outcome call={call} /> },
    { id: "length", header: "Length", cell: ({ seconds }) => <Length seconds={seconds} /> },
    { id: "price", header: "Cost", cell: ({ price }) => <Amount of={price} /> },
    { id: "call", header: "Calls", cell: (call) => <NarrowCell call={call} forTeam={forTeam} />, isRowHeader: true },
  ];
}

function OwnNumber({ call: { phone_number, user_id }, forTeam }: { call: Call; forTeam: boolean }) {
  return (
    <>
      <Phone number={phone_number} />
      {forTeam && user_id && (
        <Box color="text-body-secondary" fontSize="body-s">
          <PersonName id={user_id} />
        </Box>
      )}
    </>
  );
}

function Length({ seconds }: { seconds: number }) {
  return <span className="figures">{seconds > 0 ? formatLength(seconds) : "–"}</span>;
}

function NarrowCell({ call, forTeam }: { call: Call; forTeam: boolean }) {
  return (
    <>
      <Box fontWeight="bold">
        <OtherNumber call={call} />
      </Box>
      <Outcome call={call} />
      <Box color="text-body-secondary" fontSize="body-s">
        <DateTime at={call.at} />
        {call.seconds > 0 && (
          <>
            {" · "}
            <Length seconds={call.seconds} /> · <Amount of={call.price} />
          </>
        )}
        <div>
          <OwnNumber call={call} forTeam={forTeam} />
        </div>
      </Box>
    </>
  );
}

function NoCalls({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) return <EmptyState title="No calls yet">Calls appear here when they have ended.</EmptyState>;
  return (
    <EmptyState title="No calls match this filter">
      <Button onClick={onClear}>Show all calls</Button>
    </EmptyState>
  );
}
