/** The result of each row that was sent. */
import { useCollection } from "@cloudscape-design/collection-hooks";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { useMemo } from "react";

import { ProblemAlert } from "../parts/ProblemAlert";
import { Phone } from "../parts/values";
import type { Outcome, Progress } from "./useSendInvitations";

interface Props {
  progress: Progress;
  onResume: () => void;
  onMore: () => void;
  onClose: () => void;
}

const SHOWN = 10;

const COLUMNS: TableProps.ColumnDefinition<Outcome>[] = [
  { id: "line", header: t`Line`, cell: ({ row }) => row.line, width: 70 },
  {
    id: "phone",
    header: t`Phone`,
    cell: ({ row }) => <Phone number={row.invitation.phone_number} />,
    isRowHeader: true,
  },
  { id: "email", header: t`Email`, cell: ({ row }) => row.invitation.email },
  { id: "outcome", header: t`Result`, cell: (outcome) => <RowStatus {...outcome} /> },
];

export function RowsResult({ progress, onResume, onMore, onClose }: Props) {
  const { outcomes, total, problem, state } = progress;
  const ordered = useMemo(
    () => outcomes.toSorted((a, b) => Number(a.reason === "") - Number(b.reason === "")),
    [outcomes],
  );
  const { items, collectionProps, paginationProps } = useCollection(ordered, { pagination: { pageSize: SHOWN } });
  const sent = outcomes.filter(({ reason }) => reason === "").length;
  return (
    <SpaceBetween size="m">
      {state === "done" ? (
        <Alert type={sent === total ? "success" : "warning"} header={t`${sent} of ${total} invitations sent`}>
          {sent < total && t`See below why the others weren't sent.`}
        </Alert>
      ) : (
        <>
          <ProblemAlert problem={problem} />
          <Alert type="warning" header={t`Stopped after ${outcomes.length} of ${total}`}>
            {t`You can continue without inviting anyone twice.`}
          </Alert>
        </>
      )}
      <Table
        {...collectionProps}
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={items}
        columnDefinitions={COLUMNS}
        ariaLabels={{ tableLabel: t`Results` }}
        pagination={outcomes.length > SHOWN && <Pagination {...paginationProps} />}
      />
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          {state === "stopped" ? (
            <Button onClick={onResume}>{t`Continue`}</Button>
          ) : (
            <Button onClick={onMore}>{t`Add more`}</Button>
          )}
          <Button variant="primary" onClick={onClose}>{t`Close`}</Button>
        </SpaceBetween>
      </Box>
    </SpaceBetween>
  );
}

function RowStatus({ reason, unfunded }: Outcome) {
  if (reason) {
    return (
      <>
        <StatusIndicator type="error" wrapText={false}>{t`Not sent`}</StatusIndicator>
        <br />
        {reason}
      </>
    );
  }
  if (unfunded) return <StatusIndicator type="warning">{t`Sent; credits not funded yet`}</StatusIndicator>;
  return <StatusIndicator>{t`Sent`}</StatusIndicator>;
}
