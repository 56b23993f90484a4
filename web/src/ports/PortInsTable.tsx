/** The table of port-ins; empty because there are none, none match or loading failed. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";

import { formatDate } from "../formats/time";
import { EmptyState } from "../parts/EmptyState";
import { LinkButton, PlaceLink } from "../parts/LinkButton";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { Day, Phone } from "../parts/values";
import { PortInUser } from "./FormSummary";
import { PortInStatus } from "./labels";
import type { ListedPortIn, usePortIns } from "./queries";

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
    header: t`Number`,
    isRowHeader: true,
    cell: (port) => (
      <Box fontWeight="bold">
        <PlaceLink to={`/numbers/port-ins/${port.port_id}`}>
          <Phone number={port.phone_number} />
        </PlaceLink>
        {port.request_size > 1 && (
          <Box color="text-body-secondary" fontSize="body-s">{t`One of ${port.request_size} numbers`}</Box>
        )}
      </Box>
    ),
  },
  {
    id: "status",
    header: t`Status`,
    cell: (port) => (
      <>
        <PortInStatus port={port} />
        {port.problems.map(({ message }, index) => (
          <Box key={index} color="text-body-secondary" fontSize="body-s">
            {message}
          </Box>
        ))}
      </>
    ),
  },
  { id: "day", header: t`Moves on`, cell: (port) => <MoveDay port={port} /> },
  { id: "user", header: t`User`, cell: (port) => <PortInUser port={port} /> },
  { id: "started", header: t`Started`, cell: (port) => <Day at={port.created_at} /> },
];

const ALL = ["number", "status", "day", "user", "started"];
const NARROW = ["number", "status"];

export function PortInsTable({ ports, forTeam, filtered, onClear, filter, pagination }: Props) {
  const narrow = useIsNarrow();
  const failed = ports.error && (
    <LoadError problem={ports.error} onRetry={() => void ports.refetch()} what={t`the port-ins`} />
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
        loadingText={t`Loading port-ins`}
        empty={failed ? "" : filtered ? <NoMatches onClear={onClear} /> : <NoPortIns />}
        filter={filter}
        pagination={pagination}
        wrapLines
        contentDensity="comfortable"
        ariaLabels={{ tableLabel: t`Port-ins` }}
      />
    </SpaceBetween>
  );
}

function MoveDay({ port }: { port: ListedPortIn }) {
  if (port.scheduled_for) return <Day at={port.scheduled_for} />;
  return port.wanted_on ? <>{t`Preferred: ${formatDate(port.wanted_on)}`}</> : <>–</>;
}

function NoPortIns() {
  return (
    <EmptyState title={t`No port-ins yet`}>
      <span>{t`Keep the number people know. Enter the details from its bill, sign a letter, and we'll move it here for free.`}</span>
      <LinkButton to="/numbers/port-ins/new">{t`Port a number`}</LinkButton>
    </EmptyState>
  );
}

function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title={t`No port-ins with this status`}>
      <Button onClick={onClear}>{t`Show all port-ins`}</Button>
    </EmptyState>
  );
}
