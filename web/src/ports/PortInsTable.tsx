/** The table of port-ins, and its three kinds of emptiness. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { Empty } from "../parts/Empty";
import { formatDate } from "../formats/time";
import { LinkButton, PlaceLink } from "../parts/LinkButton";
import { useNarrow } from "../parts/narrow";
import { Failed } from "../parts/Refusal";
import { Day, Phone } from "../parts/shown";
import type { ListedPortIn, usePortIns } from "./queries";
import { UserOf } from "./Said";
import { StatusOf } from "./words";

interface Props {
  ports: ReturnType<typeof usePortIns>;
  forTeam: boolean;
  filtered: boolean;
  onClear: () => void;
  filter: ReactNode;
  pagination: ReactNode;
}

const COLUMNS: TableProps.ColumnDefinition<ListedPortIn>[] = [
  {
    id: "number",
    header: "Number",
    isRowHeader: true,
    cell: (port) => (
      <Box fontWeight="bold">
        <PlaceLink to={`/numbers/port-ins/${port.port_id}`}>
          <Phone number={port.phone_number} />
        </PlaceLink>
      </Box>
    ),
  },
  {
    id: "status",
    header: "Status",
    cell: (port) => (
      <>
        <StatusOf port={port} />
        {port.problems.map(({ message }, index) => (
          <Box key={index} color="text-body-secondary" fontSize="body-s">
            {message}
          </Box>
        ))}
      </>
    ),
  },
  { id: "day", header: "Moves on", cell: (port) => <DayOf port={port} /> },
  { id: "user", header: "User", cell: (port) => <UserOf port={port} /> },
  { id: "begun", header: "Begun", cell: (port) => <Day at={port.created_at} /> },
];

const ALL = ["number", "status", "day", "user", "begun"];
const NARROW = ["number", "status"];

export function PortInsTable({ ports, forTeam, filtered, onClear, filter, pagination }: Props) {
  const narrow = useNarrow();
  const failed = ports.error && (
    <Failed problem={ports.error} onRetry={() => void ports.refetch()} what="the port-ins" />
  );
  const shown = (narrow ? NARROW : ALL).filter((id) => forTeam || id !== "user");
  return (
    <SpaceBetween size="m">
      {failed}
      <Table
        columnDefinitions={COLUMNS}
        columnDisplay={shown.map((id) => ({ id, visible: true }))}
        items={ports.data?.items ?? []}
        trackBy="port_id"
        loading={ports.isPending}
        loadingText="Loading port-ins"
        empty={failed ? "" : filtered ? <NothingFound onClear={onClear} /> : <NothingYet />}
        filter={filter}
        pagination={pagination}
        wrapLines
        contentDensity="comfortable"
        ariaLabels={{ tableLabel: "Port-ins" }}
      />
    </SpaceBetween>
  );
}

function DayOf({ port }: { port: ListedPortIn }) {
  if (port.scheduled_for) return <Day at={port.scheduled_for} />;
  return port.wanted_on ? <>Wanted: {formatDate(port.wanted_on)}</> : <>–</>;
}

function NothingYet() {
  return (
    <Empty title="No number is on its way">
      <span>
        Keep a number that people know: say what stands on its bill, sign a letter, and we fetch it. It is free.
      </span>
      <LinkButton to="/numbers/port-ins/new">Bring a number</LinkButton>
    </Empty>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <Empty title="No port-in has this status">
      <Button onClick={onClear}>Show all of them</Button>
    </Empty>
  );
}
