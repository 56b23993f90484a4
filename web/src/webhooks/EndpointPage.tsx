/** One endpoint: its state, what can be done with it, and the log of what was sent (E8). */
import "./webhooks.css";

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";

import { FAILING_DAYS, OVERLAP_HOURS, WEBHOOK_LOG_DAYS } from "../api/terms";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { DateTime, Day } from "../parts/values";
import { Deliveries } from "./Deliveries";
import { EditEndpoint } from "./EndpointForm";
import {
  type Endpoint,
  useChangeEndpoint,
  useDeleteEndpoint,
  useEndpoint,
  useResendMissed,
  useRotateSecret,
  useSendTest,
} from "./queries";
import { ShownSecret } from "./ShownSecret";
import { EndpointStatus } from "./Webhooks";
import { PAUSED } from "./words";

export function EndpointPage() {
  const { endpointId = "" } = useParams();
  const endpoint = useEndpoint(endpointId);
  const found = endpoint.data;
  if (endpoint.error) {
    return <LoadError problem={endpoint.error} onRetry={() => void endpoint.refetch()} what={t`the endpoint`} />;
  }
  if (!found) return <Loading what={t`the endpoint`} />;
  return (
    <Screen
      title={found.description || t`Endpoint`}
      description={<span className="webhooks-url">{found.url}</span>}
      actions={<LinkButton to="/developer/webhooks">{t`All endpoints`}</LinkButton>}
    >
      <SpaceBetween size="l">
        <State of={found} />
        <Facts of={found} />
        <Deliveries endpointId={endpointId} canResend={found.status === "active"} />
      </SpaceBetween>
    </Screen>
  );
}

/** Why nothing is sent, or that it fails, with what can be done. */
function State({ of }: { of: Endpoint }) {
  const notify = useNotify();
  const change = useChangeEndpoint(of.endpoint_id, () =>
    notify({ type: "success", text: t`The endpoint is active again. Resend what it missed when it's ready.` }),
  );
  if (of.status === "active" && !of.failing_since) return null;
  const resume = (
    <Button onClick={() => change.mutate({ status: "active" })} loading={change.isPending} loadingText={t`Resume`}>
      {t`Resume`}
    </Button>
  );
  return (
    <SpaceBetween size="s">
      {of.status === "paused" ? (
        <Alert type="warning" header={t`This endpoint is paused`} action={resume}>
          {of.pause_reason && PAUSED[of.pause_reason]}{" "}
          <Trans>
            Events since {of.paused_at && <DateTime at={of.paused_at} />} are kept for {WEBHOOK_LOG_DAYS} days: resume
            the endpoint, then resend what it missed.
          </Trans>
        </Alert>
      ) : (
        <Alert type="warning" header={t`This endpoint is failing`}>
          <Trans>
            It hasn&apos;t accepted anything since {of.failing_since && <DateTime at={of.failing_since} />}. After{" "}
            {FAILING_DAYS} days, we&apos;ll pause it and let you know.
          </Trans>
        </Alert>
      )}
      <ProblemAlert problem={change.error} />
    </SpaceBetween>
  );
}

function Facts({ of }: { of: Endpoint }) {
  return (
    <Container>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          items={[
            { label: t`Status`, value: <EndpointStatus of={of} /> },
            { label: t`Added`, value: <Day at={of.created_at} /> },
          ]}
        />
        <ExpandableSection headerText={t`Events (${of.events.length})`} headingTagOverride="h2">
          <div className="webhooks-url">{of.events.join(", ")}</div>
        </ExpandableSection>
        <Actions of={of} />
      </SpaceBetween>
    </Container>
  );
}

function Actions({ of }: { of: Endpoint }) {
  const id = of.endpoint_id;
  const notify = useNotify();
  const [open, setOpen] = useState<"edit" | "rotate" | "delete" | null>(null);
  const close = () => setOpen(null);
  const test = useSendTest(id, () => notify({ type: "success", text: t`The test is on its way. See the log below.` }));
  const missed = useResendMissed(id, () =>
    notify({ type: "success", text: t`We're resending what the endpoint missed.` }),
  );
  const pause = useChangeEndpoint(id, () => notify({ type: "success", text: t`The endpoint is paused.` }));
  const rotate = useRotateSecret(id, close);
  const isActive = of.status === "active";
  return (
    <SpaceBetween size="m">
      {rotate.data && (
        <ShownSecret
          secret={rotate.data.secret}
          of={of.url}
          overlap={t`For ${OVERLAP_HOURS} hours, we also sign requests with the old secret.`}
          onDone={() => rotate.reset()}
        />
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => test.mutate()} loading={test.isPending} loadingText={t`Send test`} disabled={!isActive}>
          {t`Send test`}
        </Button>
        <Button onClick={() => missed.mutate()} loading={missed.isPending} loadingText={t`Resend`} disabled={!isActive}>
          {t`Resend what it missed`}
        </Button>
        <Button onClick={() => setOpen("edit")}>{t`Edit`}</Button>
        <Button onClick={() => setOpen("rotate")}>{t`Rotate secret`}</Button>
        {isActive && (
          <Button onClick={() => pause.mutate({ status: "paused" })} loading={pause.isPending} loadingText={t`Pause`}>
            {t`Pause`}
          </Button>
        )}
        <Button onClick={() => setOpen("delete")}>{t`Delete`}</Button>
      </SpaceBetween>
      <ProblemAlert problem={test.error ?? missed.error ?? pause.error} />
      {open === "edit" && <EditEndpoint of={of} onClose={close} />}
      {open === "rotate" && (
        <ConfirmDialog
          title={t`Rotate the signing secret?`}
          action={t`Rotate secret`}
          busy={rotate.isPending}
          problem={rotate.error}
          onConfirm={() => rotate.mutate()}
          onCancel={close}
        >
          {t`You'll get a new secret, shown only once. For ${OVERLAP_HOURS} hours, we sign requests with both, so you have time to switch. If you rotate again before then, the oldest one stops working right away.`}
        </ConfirmDialog>
      )}
      {open === "delete" && <DeleteEndpoint of={of} onCancel={close} />}
    </SpaceBetween>
  );
}

function DeleteEndpoint({ of, onCancel }: { of: Endpoint; onCancel: () => void }) {
  const navigate = useNavigate();
  const notify = useNotify();
  const remove = useDeleteEndpoint(of.endpoint_id, () => {
    notify({ type: "success", text: t`The endpoint is deleted.` });
    void navigate("/developer/webhooks");
  });
  return (
    <ConfirmDialog
      title={t`Delete this endpoint?`}
      action={t`Delete endpoint`}
      busy={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate()}
      onCancel={onCancel}
    >
      {t`We'll stop sending to it, including anything still waiting, and delete its log and secret.`}
    </ConfirmDialog>
  );
}
