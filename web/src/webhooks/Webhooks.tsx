/** The endpoints that the team's webhooks go to; its owner only (E8). */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useTeam } from "../api/team";
import { EmptyState } from "../parts/EmptyState";
import { PlaceLink } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { AccessDenied, LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { useIsNarrow } from "../parts/useIsNarrow";
import { Day } from "../parts/values";
import { AddEndpoint } from "./EndpointForm";
import { type Endpoint, type EndpointWithSecret, useEndpoints } from "./queries";
import { ShownSecret } from "./ShownSecret";

export function Webhooks() {
  const { query, isOwner } = useTeam();
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<EndpointWithSecret | null>(null);
  const add = <Button variant="primary" onClick={() => setAdding(true)}>{t`Add endpoint`}</Button>;
  return (
    <Screen
      title={t`Webhooks`}
      description={t`Your own systems get a signed request for each event you choose.`}
      actions={isOwner && add}
    >
      {query.isPending ? (
        <Loading what={t`your team`} />
      ) : !isOwner ? (
        <AccessDenied reason={t`Only the team's owner can manage webhooks.`} />
      ) : (
        <SpaceBetween size="l">
          {added && <ShownSecret secret={added.secret} of={added.url} onDone={() => setAdded(null)} />}
          <EndpointsTable />
        </SpaceBetween>
      )}
      {adding && (
        <AddEndpoint
          onClose={() => setAdding(false)}
          onAdded={(endpoint) => {
            setAdding(false);
            setAdded(endpoint);
          }}
        />
      )}
    </Screen>
  );
}

const COLUMNS: TableProps.ColumnDefinition<Endpoint>[] = [
  { id: "url", header: t`Endpoint`, cell: (one) => <EndpointLink of={one} />, isRowHeader: true },
  { id: "status", header: t`Status`, cell: (one) => <EndpointStatus of={one} />, width: 150 },
  { id: "events", header: t`Events`, cell: (one) => one.events.length, width: 110 },
  { id: "added", header: t`Added`, cell: (one) => <Day at={one.created_at} />, width: 150 },
];

function EndpointsTable() {
  const narrow = useIsNarrow();
  const endpoints = useEndpoints();
  if (endpoints.error) {
    return <LoadError problem={endpoints.error} onRetry={() => void endpoints.refetch()} what={t`your endpoints`} />;
  }
  return (
    <Table
      columnDefinitions={COLUMNS}
      columnDisplay={COLUMNS.map(({ id = "" }) => ({ id, visible: !narrow || id === "url" || id === "status" }))}
      items={endpoints.data?.items ?? []}
      loading={endpoints.isPending}
      loadingText={t`Loading your endpoints`}
      wrapLines
      ariaLabels={{ tableLabel: t`Endpoints` }}
      empty={
        <EmptyState title={t`No endpoints yet`}>
          {t`Add the address of a system that should receive events.`}
        </EmptyState>
      }
    />
  );
}

function EndpointLink({ of }: { of: Endpoint }) {
  return (
    <div className="webhooks-url">
      <PlaceLink to={`/developer/webhooks/${of.endpoint_id}`}>{of.description || of.url}</PlaceLink>
      {of.description && <div>{of.url}</div>}
    </div>
  );
}

export function EndpointStatus({ of }: { of: Endpoint }) {
  if (of.status === "paused") return <StatusIndicator type="stopped">{t`Paused`}</StatusIndicator>;
  if (of.failing_since) return <StatusIndicator type="warning">{t`Failing`}</StatusIndicator>;
  return <StatusIndicator type="success">{t`Active`}</StatusIndicator>;
}
