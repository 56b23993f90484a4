/** The API keys of the team's own systems; its owner only (decision 093). */
import "./api-keys.css";

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { useTeam } from "../api/team";
import { EmptyState } from "../parts/EmptyState";
import { Loading } from "../parts/Loading";
import { AccessDenied, LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { useIsNarrow } from "../parts/useIsNarrow";
import { DateTime, Day } from "../parts/values";
import { KeyActions } from "./KeyActions";
import { KeyForm } from "./KeyForm";
import { KeySecret } from "./KeySecret";
import { type ApiKey, type ApiKeyWithSecret, useApiKeys } from "./queries";

export function ApiKeys() {
  const { query, isOwner } = useTeam();
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<ApiKeyWithSecret | null>(null);
  const make = <Button variant="primary" onClick={() => setMaking(true)}>{t`Make API key`}</Button>;
  return (
    <Screen
      title={t`API keys`}
      description={t`Your own systems use the Teamline API with a key that you limit to what they need.`}
      actions={isOwner && make}
    >
      {query.isPending ? (
        <Loading what={t`your team`} />
      ) : !isOwner ? (
        <AccessDenied reason={t`Only the team's owner can manage API keys.`} />
      ) : (
        <SpaceBetween size="l">
          {shown && <KeySecret of={shown} onDone={() => setShown(null)} />}
          <KeysTable onRotated={setShown} />
        </SpaceBetween>
      )}
      {making && (
        <KeyForm
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setShown(key);
          }}
        />
      )}
    </Screen>
  );
}

function KeysTable({ onRotated }: { onRotated: (key: ApiKeyWithSecret) => void }) {
  const narrow = useIsNarrow();
  const keys = useApiKeys();
  if (keys.error) return <LoadError problem={keys.error} onRetry={() => void keys.refetch()} what={t`your API keys`} />;
  const columns: TableProps.ColumnDefinition<ApiKey>[] = [
    { id: "key", header: t`API key`, cell: (one) => <KeyCell of={one} />, isRowHeader: true },
    { id: "until", header: t`Works until`, cell: (one) => <Until of={one} />, width: 160 },
    { id: "used", header: t`Last used`, cell: (one) => <LastUse of={one} />, width: 220 },
    {
      id: "actions",
      header: t`Actions`,
      cell: (one) => <KeyActions of={one} onRotated={onRotated} />,
      width: narrow ? 120 : 170,
    },
  ];
  return (
    <Table
      columnDefinitions={columns}
      columnDisplay={columns.map(({ id = "" }) => ({ id, visible: !narrow || id === "key" || id === "actions" }))}
      items={keys.data?.items ?? []}
      loading={keys.isPending}
      loadingText={t`Loading your API keys`}
      wrapLines
      ariaLabels={{ tableLabel: t`API keys` }}
      empty={<EmptyState title={t`No API keys yet`}>{t`Make one for a system that should use the API.`}</EmptyState>}
    />
  );
}

function KeyCell({ of }: { of: ApiKey }) {
  return (
    <div className="api-keys-text">
      <div>{of.name}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        <div>
          <code>{`tlk_…${of.ending}`}</code>
        </div>
        <div>{of.scopes.join(", ")}</div>
        {of.ranges.length > 0 && <div>{t`Only from ${of.ranges.join(", ")}`}</div>}
        {of.former_secret_until && (
          <div>
            <Trans>
              The former secret works until <DateTime at={of.former_secret_until} />.
            </Trans>
          </div>
        )}
      </Box>
    </div>
  );
}

function Until({ of }: { of: ApiKey }) {
  const [openedAt] = useState(() => Date.now());
  if (Date.parse(of.expires_at) <= openedAt) return <StatusIndicator type="stopped">{t`Expired`}</StatusIndicator>;
  return <Day at={of.expires_at} />;
}

function LastUse({ of }: { of: ApiKey }) {
  if (!of.last_used_at) return <>{t`Never`}</>;
  return (
    <>
      <DateTime at={of.last_used_at} />
      <Box color="text-body-secondary" fontSize="body-s">
        {of.last_used_from}
      </Box>
    </>
  );
}
