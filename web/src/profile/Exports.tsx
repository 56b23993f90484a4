/** A copy of what is stored of the person, or of the team that they own: asked for, followed, downloaded (I10). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { EXPORT_LINK_MINUTES } from "../api/terms";
import { Loading } from "../parts/Loading";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";
import { DateTime } from "../parts/values";
import { type DataExport, useExports } from "./queries";

type Of = DataExport["of"];
type FileLink = Answer<"/v1/exports/{id}/link", "post">["links"][number];

const NAMES: Record<Of, string> = { me: t`your data`, team: t`team data` };
const TITLES: Record<Of, string> = { me: t`Your data`, team: t`Team data` };
const TEXTS: Record<Of, string> = {
  me: t`Get a copy of everything we store about you: your account, numbers, calls, texts, voicemails, payments and usage.`,
  team: t`Get a copy of everything we store about your team: people, invitations, activity, numbers, payments and invoices.`,
};

export function Exports({ of }: { of: Of }) {
  const exports = useExports();
  const queries = useQueryClient();
  const ask = useApiMutation(
    (_: void, key) => unwrap(api.POST("/v1/exports", { body: { of }, params: { header: key } })),
    { onSuccess: () => void queries.invalidateQueries({ queryKey: ["exports"] }) },
  );
  const own = exports.data?.items.filter((each) => each.of === of) ?? [];
  const isPreparing = own.some((each) => each.status === "preparing");
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={TEXTS[of]}
          actions={
            <Button
              ariaLabel={t`Request a copy of ${NAMES[of]}`}
              disabled={isPreparing || exports.isPending}
              loading={ask.isPending}
              onClick={() => ask.mutate()}
            >
              {t`Request a copy`}
            </Button>
          }
        >
          {TITLES[of]}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {exports.isPending && <Loading what={t`your exports`} />}
        {exports.error && (
          <LoadError problem={exports.error} onRetry={() => void exports.refetch()} what={t`your exports`} />
        )}
        <ProblemAlert problem={ask.error} />
        {exports.data && own.length === 0 && (
          <p>{t`You haven't requested a copy lately. We prepare it in the background and notify you when it's ready.`}</p>
        )}
        {own.length > 0 && (
          <ul className="lines" aria-label={t`Copies of ${NAMES[of]}`}>
            {own.map((each) => (
              <ExportRow key={each.export_id} of={each} />
            ))}
          </ul>
        )}
      </SpaceBetween>
    </Container>
  );
}

function ExportRow({ of: each }: { of: DataExport }) {
  return (
    <li className="line">
      <div>
        <Trans>
          Requested <DateTime at={each.asked_at} />
          <ExportState of={each} />
          {each.status === "ready" && <Download of={each} />}
        </Trans>
      </div>
    </li>
  );
}

function ExportState({ of: each }: { of: DataExport }) {
  if (each.status === "preparing") return <Progress of={each} />;
  if (each.status === "failed")
    return (
      <div>
        <StatusIndicator type="error">{t`We couldn't prepare this copy. Request it again.`}</StatusIndicator>
      </div>
    );
  if (each.status === "expired")
    return (
      <div>
        <StatusIndicator type="stopped">{t`Expired`}</StatusIndicator>
      </div>
    );
  return (
    <div>
      <Trans>
        <StatusIndicator>Ready</StatusIndicator> until {each.expires_at && <DateTime at={each.expires_at} />}
      </Trans>
    </div>
  );
}

function Progress({ of: each }: { of: DataExport }) {
  const done = each.parts.filter((part) => part.status === "ready").length;
  return (
    <ProgressBar
      value={Math.round((done / (each.parts.length + 1)) * 100)}
      label={t`Preparing your copy`}
      additionalInfo={t`${done} of ${each.parts.length} parts are ready. You can leave this page.`}
    />
  );
}

function Download({ of: each }: { of: DataExport }) {
  const [links, setLinks] = useState<FileLink[]>([]);
  const link = useApiMutation(
    () => unwrap(api.POST("/v1/exports/{id}/link", { params: { path: { id: each.export_id } } })),
    { onSuccess: ({ links: found }) => setLinks(found) },
  );
  const megabytes = each.files.reduce((sum, file) => sum + file.bytes, 0) / 1_000_000;
  if (links.length > 0)
    return (
      <div>
        {links.map((file) => (
          <div key={file.name}>
            <Link href={file.url}>{file.name}</Link>
          </div>
        ))}
        <small>{t`These links work for ${EXPORT_LINK_MINUTES} minutes.`}</small>
      </div>
    );
  return (
    <div>
      <Button loading={link.isPending} onClick={() => link.mutate()}>
        {t`Get links (${megabytes.toFixed(1)} MB)`}
      </Button>
      <ProblemAlert problem={link.error} />
    </div>
  );
}
