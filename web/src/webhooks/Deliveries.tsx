/** The log of an endpoint: what was sent in the last 30 days, how it ended, and the way to send it again. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { EmptyState } from "../parts/EmptyState";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { DateTime } from "../parts/values";
import { type Delivery, useDeliveries, useResend } from "./queries";
import { describeAttempt, STATUSES } from "./words";

type Status = Delivery["status"];

const ALL = { value: "", label: t`All` };

export function Deliveries({ endpointId, canResend }: { endpointId: string; canResend: boolean }) {
  const narrow = useIsNarrow();
  const [status, setStatus] = useState<Status | null>(null);
  const pages = usePages(status ?? "");
  const log = useDeliveries(endpointId, status, pages.cursor);
  const resend = useResend(endpointId);
  if (log.error) return <LoadError problem={log.error} onRetry={() => void log.refetch()} what={t`the log`} />;
  const columns: TableProps.ColumnDefinition<Delivery>[] = [
    { id: "event", header: t`Event`, cell: (one) => <Sent of={one} />, isRowHeader: true },
    { id: "status", header: t`Status`, cell: (one) => <State of={one} />, width: narrow ? 150 : 220 },
    {
      id: "resend",
      header: t`Resend`,
      cell: (one) => (
        <Button
          variant="inline-link"
          ariaLabel={t`Resend ${one.type}`}
          disabled={!canResend}
          loading={resend.isPending && resend.variables === one.delivery_id}
          onClick={() => resend.mutate(one.delivery_id)}
        >
          {t`Resend`}
        </Button>
      ),
      width: 110,
    },
  ];
  return (
    <SpaceBetween size="s">
      <ProblemAlert problem={resend.error} />
      <Table
        header={<Header variant="h2">{t`Log`}</Header>}
        columnDefinitions={columns}
        items={log.data?.items ?? []}
        loading={log.isPending}
        loadingText={t`Loading the log`}
        wrapLines
        filter={<StatusFilter status={status} onChange={setStatus} />}
        pagination={pages.renderPagination(log.data?.next_cursor, log.isPlaceholderData)}
        ariaLabels={{ tableLabel: t`Log` }}
        empty={<EmptyState title={t`Nothing sent yet`}>{t`Send a test to see how it arrives.`}</EmptyState>}
      />
    </SpaceBetween>
  );
}

function StatusFilter({ status, onChange }: { status: Status | null; onChange: (status: Status | null) => void }) {
  const options = [ALL, ...Object.entries(STATUSES).map(([value, [, label]]) => ({ value, label }))];
  return (
    <Select
      ariaLabel={t`Status`}
      options={options}
      selectedOption={options.find(({ value }) => value === (status ?? "")) ?? ALL}
      onChange={({ detail }) => onChange((detail.selectedOption.value || null) as Status | null)}
    />
  );
}

function Sent({ of }: { of: Delivery }) {
  return (
    <div className="webhooks-url">
      <div>{of.type}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        <DateTime at={of.created_at} />
      </Box>
      <ExpandableSection headerText={t`Content and attempts`} headingTagOverride="h3">
        <SpaceBetween size="xs">
          <code>{of.delivery_id}</code>
          <code>{of.body}</code>
          {of.attempts.map((attempt) => (
            <div key={attempt.at}>
              <DateTime at={attempt.at} />: {describeAttempt(attempt)}
            </div>
          ))}
        </SpaceBetween>
      </ExpandableSection>
    </div>
  );
}

function State({ of }: { of: Delivery }) {
  const [type, word] = STATUSES[of.status];
  const last = of.attempts.at(-1);
  return (
    <>
      <StatusIndicator type={type}>{word}</StatusIndicator>
      <Box color="text-body-secondary" fontSize="body-s">
        {last && describeAttempt(last)}
        {of.next_attempt_at && (
          <>
            {". "}
            <Trans>
              Next try <DateTime at={of.next_attempt_at} />
            </Trans>
          </>
        )}
      </Box>
    </>
  );
}
