/** The rows before they are sent: how many are valid, and what is wrong with the others. */
import { useCollection } from "@cloudscape-design/collection-hooks";
import Alert from "@cloudscape-design/components/alert";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { plural, t } from "@lingui/core/macro";
import { useMemo } from "react";

import { Phone } from "../parts/values";
import type { Row } from "./invitationRows";

const SHOWN = 10;

const COLUMNS: TableProps.ColumnDefinition<Row>[] = [
  { id: "line", header: t`Line`, cell: (row) => row.line, width: 70 },
  { id: "phone", header: t`Phone`, cell: (row) => <Phone number={row.invitation.phone_number} />, isRowHeader: true },
  { id: "email", header: t`Email`, cell: (row) => row.invitation.email },
  { id: "name", header: t`Name`, cell: (row) => row.invitation.name ?? "" },
  { id: "role", header: t`Role`, cell: (row) => row.text.role || "member" },
  { id: "credits", header: t`Credits`, cell: (row) => row.text.credits },
  { id: "check", header: t`Check`, cell: (row) => <CheckResult faults={row.faults} /> },
];

export function RowsPreview({ rows }: { rows: Row[] }) {
  const bad = rows.filter((row) => row.faults.length > 0).length;
  const ordered = useMemo(() => rows.toSorted((a, b) => b.faults.length - a.faults.length || a.line - b.line), [rows]);
  const { items, collectionProps, paginationProps } = useCollection(ordered, { pagination: { pageSize: SHOWN } });
  return (
    <SpaceBetween size="s">
      {bad > 0 && (
        <Alert type="warning">{t`${plural(bad, { one: "# row has an error and won't be sent.", other: "# rows have errors and won't be sent." })} Fix them here or in the file, or send the others now.`}</Alert>
      )}
      <Table
        {...collectionProps}
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={items}
        columnDefinitions={COLUMNS}
        ariaLabels={{ tableLabel: t`Rows to send` }}
        pagination={rows.length > SHOWN && <Pagination {...paginationProps} />}
      />
    </SpaceBetween>
  );
}

function CheckResult({ faults }: { faults: string[] }) {
  if (faults.length === 0) return <StatusIndicator>{t`OK`}</StatusIndicator>;
  return (
    <>
      <StatusIndicator type="error" wrapText={false}>
        {t`Error`}{" "}
      </StatusIndicator>
      <br />
      {faults.join(" ")}
    </>
  );
}
