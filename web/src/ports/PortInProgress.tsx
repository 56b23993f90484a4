/** The progress of a port-in: its stages, what happens next and how long that takes, and its history. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { CANCEL_DAYS_BEFORE } from "../api/terms";
import { type Moment, Timeline } from "../charts";
import { LinkButton } from "../parts/LinkButton";
import { Day } from "../parts/values";
import { CancelDeadline } from "./CancelPort";
import { FixProblems } from "./FixProblems";
import { FormSummary } from "./FormSummary";
import { HELD_UP_STEP, nameStatus, NEXT_STEPS, STAGE_LABELS, STATUS_NAMES } from "./labels";
import { canCancel, isHeldUp, listStages, type StageState } from "./progress";
import { HeldUp, PortComments } from "./PortComments";
import type { PortIn } from "./queries";

export function PortInProgress({ port }: { port: PortIn }) {
  const open = port.status !== "completed" && port.status !== "cancelled";
  return (
    <SpaceBetween size="l">
      {open && (
        <Alert type="warning" header={t`Don't cancel with your old carrier until this is complete`}>
          {t`If you cancel there, you lose the number and we can't move it. It keeps working there until it moves.`}
        </Alert>
      )}
      {port.status === "needs_info" && !port.cancelling && <WhatToDo port={port} />}
      <Container header={<Header variant="h2">{t`Progress`}</Header>}>
        <SpaceBetween size="l">
          <Stages port={port} />
          <NextSteps port={port} />
        </SpaceBetween>
      </Container>
      <PortComments port={port} open={open} />
      <History port={port} />
      {open && (
        <ExpandableSection variant="container" headerText={t`Submitted details`}>
          <FormSummary port={port} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function WhatToDo({ port }: { port: PortIn }) {
  return isHeldUp(port) ? <HeldUp port={port} /> : <FixProblems key={port.history.length} port={port} />;
}

const ICONS: Record<StageState, [StatusIndicatorProps.Type, string]> = {
  done: ["success", t`Done`],
  now: ["in-progress", t`In progress`],
  trouble: ["warning", t`Needs information`],
  stopped: ["stopped", t`Stopped`],
  ahead: ["pending", t`Upcoming`],
};

function Stages({ port }: { port: PortIn }) {
  return (
    <ol className="stages" aria-label={t`Stages`}>
      {listStages(port).map(({ status, state, at }) => (
        <li key={status} className={`stage stage-${state}`} aria-current={state === "now" ? "step" : undefined}>
          <Box fontWeight="bold">{STAGE_LABELS[status]}</Box>
          <StatusIndicator type={ICONS[state][0]}>{ICONS[state][1]}</StatusIndicator>
          {at && (
            <Box color="text-body-secondary" fontSize="body-s">
              <Day at={at} />
            </Box>
          )}
        </li>
      ))}
    </ol>
  );
}

function NextSteps({ port }: { port: PortIn }) {
  const { what, howLong } = isHeldUp(port) ? HELD_UP_STEP : NEXT_STEPS[port.status];
  if (port.cancelling) {
    return (
      <NextStepText
        what={t`We're asking our carrier to cancel the port-in.`}
        howLong={t`Usually within one business day.`}
      />
    );
  }
  return (
    <SpaceBetween size="xs">
      {port.status === "scheduled" && port.scheduled_for && (
        <Box fontSize="heading-m" fontWeight="bold">
          <Trans>
            Moves on <Day at={port.scheduled_for} />
          </Trans>
        </Box>
      )}
      <NextStepText what={what} howLong={howLong} />
      {port.texting && <TextingLine port={port} />}
      {canCancel(port) && port.cancellable_until && (
        <Box color="text-body-secondary">
          <CancelDeadline at={port.cancellable_until} />
        </Box>
      )}
      {port.status === "scheduled" && !canCancel(port) && (
        <Box color="text-body-secondary">{t`It's too late to cancel: the number moves in less than ${CANCEL_DAYS_BEFORE} days.`}</Box>
      )}
      {port.number_id && <LinkButton to={`/numbers/${port.number_id}`} variant="primary">{t`Go to number`}</LinkButton>}
      {port.status === "cancelled" && <LinkButton to="/numbers/port-ins/new">{t`Start again`}</LinkButton>}
    </SpaceBetween>
  );
}

/** Texts move apart from calls: shown once the number is here, or will be. */
function TextingLine({ port }: { port: PortIn }) {
  if (port.status !== "scheduled" && port.status !== "completed") return null;
  return (
    <p className="plain">
      <b>{t`Texts:`}</b> {port.texting?.message}
    </p>
  );
}

function NextStepText({ what, howLong }: { what: string; howLong: string }) {
  return (
    <div>
      <p className="plain">
        <b>{t`What's next:`}</b> {what}
      </p>
      {howLong && (
        <p className="plain">
          <b>{t`How long:`}</b> {howLong}
        </p>
      )}
    </div>
  );
}

function History({ port }: { port: PortIn }) {
  const moments = port.history.toReversed().map((moment, index): Moment => {
    const isNewest = index === 0;
    return {
      key: `${moment.at}${index}`,
      at: moment.at,
      state: isNewest ? NEWEST[port.status] : "done",
      title: isNewest ? nameStatus(port) : STATUS_NAMES[moment.status],
      about: moment.message,
    };
  });
  return (
    <Container header={<Header variant="h2">{t`History`}</Header>}>
      <Timeline label={t`History`} moments={moments} />
    </Container>
  );
}

const NEWEST: Record<PortIn["status"], Moment["state"]> = {
  draft: "now",
  submitted: "now",
  in_review: "now",
  needs_info: "trouble",
  scheduled: "now",
  completed: "done",
  cancelled: "stopped",
};
