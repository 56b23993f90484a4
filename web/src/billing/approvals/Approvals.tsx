/** What admins ask the owner to approve, and what was decided (T11). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useTeam } from "../../api/team";
import { APPROVAL_DAYS } from "../../api/terms";
import { formatMoney } from "../../formats/money";
import { formatNumbersIn } from "../../formats/phone";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useNotify } from "../../parts/notifications";
import { LoadError } from "../../parts/ProblemAlert";
import { useIsNarrow } from "../../parts/useIsNarrow";
import { usePages } from "../../parts/usePages";
import { Amount, DateTime, Day } from "../../parts/values";
import { BillingPages } from "../BillingPages";
import { requesterName } from "../statement";
import { type Approval, useApprovals, useDecide } from "./queries";

const STATUSES: Record<Approval["status"], { type: StatusIndicatorProps.Type; label: string }> = {
  pending: { type: "pending", label: t`Pending` },
  approved: { type: "success", label: t`Approved` },
  declined: { type: "stopped", label: t`Declined` },
  expired: { type: "stopped", label: t`Expired` },
};

const COLUMNS: TableProps.ColumnDefinition<Approval>[] = [
  { id: "at", header: t`Requested`, cell: (it) => <DateTime at={it.requested_at} /> },
  { id: "what", header: t`For`, cell: (it) => formatNumbersIn(it.what), isRowHeader: true },
  { id: "by", header: t`Requested by`, cell: (it) => requesterName(it.requested_by) },
  { id: "amount", header: t`Amount`, cell: (it) => <Amount of={it.amount} /> },
  { id: "status", header: t`Status`, cell: (it) => <Status approval={it} /> },
  {
    id: "both",
    header: t`Request`,
    cell: (it) => (
      <>
        {formatNumbersIn(it.what)}, <Amount of={it.amount} />
        <Box color="text-body-secondary" fontSize="body-s">
          {requesterName(it.requested_by)} · <Day at={it.requested_at} />
        </Box>
        <Status approval={it} />
      </>
    ),
    isRowHeader: true,
  },
  { id: "decide", header: t`Decision`, cell: (it) => it.status === "pending" && <Decide approval={it} /> },
];

export function Approvals() {
  const narrow = useIsNarrow();
  const { isOwner } = useTeam();
  const pages = usePages();
  const approvals = useApprovals(pages.cursor);
  const shown = narrow ? ["both"] : ["at", "what", "by", "amount", "status"];
  return (
    <BillingPages>
      {approvals.error ? (
        <LoadError problem={approvals.error} onRetry={() => void approvals.refetch()} what={t`the requests`} />
      ) : (
        <Table
          header={
            <Header
              variant="h2"
              description={t`Purchases above an admin's monthly limit. They expire after ${APPROVAL_DAYS} days.`}
            >
              {t`Approvals`}
            </Header>
          }
          columnDefinitions={COLUMNS}
          columnDisplay={[...shown, ...(isOwner ? ["decide"] : [])].map((id) => ({ id, visible: true }))}
          items={approvals.data?.items ?? []}
          trackBy="approval_id"
          loading={approvals.isPending}
          loadingText={t`Loading the requests`}
          wrapLines
          pagination={pages.renderPagination(approvals.data?.next_cursor, approvals.isPlaceholderData)}
          ariaLabels={{ tableLabel: t`Approvals` }}
          empty={
            <Box textAlign="center" padding="l">
              <Box variant="strong">{t`No requests`}</Box>
            </Box>
          }
        />
      )}
    </BillingPages>
  );
}

function Status({ approval }: { approval: Approval }) {
  const { type, label } = STATUSES[approval.status];
  return <StatusIndicator type={type}>{label}</StatusIndicator>;
}

function Decide({ approval }: { approval: Approval }) {
  const [asking, setAsking] = useState<"approve" | "decline" | null>(null);
  const notify = useNotify();
  const decide = useDecide(approval, (approved) => {
    setAsking(null);
    notify({ type: "success", text: approved ? t`Approved. We're carrying it out now.` : t`Declined.` });
  });
  const what = formatNumbersIn(approval.what);
  const who = requesterName(approval.requested_by);
  const close = () => {
    setAsking(null);
    decide.reset();
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button ariaLabel={t`Approve ${what}`} onClick={() => setAsking("approve")}>{t`Approve`}</Button>
      <Button variant="link" ariaLabel={t`Decline ${what}`} onClick={() => setAsking("decline")}>{t`Decline`}</Button>
      {asking && (
        <ConfirmDialog
          title={asking === "approve" ? t`Approve this purchase?` : t`Decline this purchase?`}
          action={asking === "approve" ? approveLabel(approval) : t`Decline`}
          busy={decide.isPending}
          problem={decide.error}
          onConfirm={() => decide.mutate(asking === "approve")}
          onCancel={close}
        >
          {t`${who} asks for: ${what}, ${formatMoney(approval.amount)}.`}{" "}
          {asking === "approve" ? chargeSentence(approval) : t`Nothing will be charged, and we'll let them know.`}
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}

/** The label of the button: the amount, if it is charged now. */
function approveLabel({ kind, amount }: Approval): string {
  return kind === "port_in" ? t`Approve` : t`Pay ${formatMoney(amount)} with PayPal`;
}

function chargeSentence({ kind }: Approval): string {
  return kind === "port_in"
    ? t`We'll submit the port-in now and charge your PayPal account once the number has moved.`
    : t`It's charged to your PayPal account.`;
}
