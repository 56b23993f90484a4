/** How far a number is: the stages, what happens next and how long that takes, and all that happened so far. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import { LinkButton } from "../parts/LinkButton";
import { DateTime, Day } from "../parts/values";
import { CancelDeadline } from "./CancelPort";
import { FixProblems } from "./FixProblems";
import { FormSummary } from "./FormSummary";
import { NEXT_STEPS, PastPortInStatus, PortInStatus, STAGE_LABELS } from "./labels";
import { canCancel, listStages, type StageState } from "./progress";
import type { PortIn } from "./queries";

export function PortInProgress({ port }: { port: PortIn }) {
  const open = port.status !== "completed" && port.status !== "cancelled";
  return (
    <SpaceBetween size="l">
      {open && (
        <Alert type="warning" header="Do not cancel at your old carrier until this is completed">
          A number that is cancelled there is lost and cannot be moved. Until its day it works there as before.
        </Alert>
      )}
      {port.status === "needs_info" && !port.cancelling && <FixProblems key={port.history.length} port={port} />}
      <Container header={<Header variant="h2">How far it is</Header>}>
        <SpaceBetween size="l">
          <Stages port={port} />
          <NextSteps port={port} />
        </SpaceBetween>
      </Container>
      <History port={port} />
      {open && (
        <ExpandableSection variant="container" headerText="What was sent">
          <FormSummary port={port} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

const ICONS: Record<StageState, [StatusIndicatorProps.Type, string]> = {
  done: ["success", "Done"],
  now: ["in-progress", "Now"],
  trouble: ["warning", "Needs information"],
  stopped: ["stopped", "Stopped here"],
  ahead: ["pending", "Ahead"],
};

function Stages({ port }: { port: PortIn }) {
  return (
    <ol className="stages" aria-label="Stages">
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
  const { what, howLong } = NEXT_STEPS[port.status];
  if (port.cancelling) {
    return (
      <NextStepText
        what="Our carrier is asked to leave the number where it is."
        howLong="Usually within one working day."
      />
    );
  }
  return (
    <SpaceBetween size="xs">
      {port.status === "scheduled" && port.scheduled_for && (
        <Box fontSize="heading-m" fontWeight="bold">
          It moves on <Day at={port.scheduled_for} />
        </Box>
      )}
      <NextStepText what={what} howLong={howLong} />
      {canCancel(port) && port.cancellable_until && (
        <Box color="text-body-secondary">
          You can cancel it. <CancelDeadline at={port.cancellable_until} />
        </Box>
      )}
      {port.status === "scheduled" && !canCancel(port) && (
        <Box color="text-body-secondary">It is too late to cancel it: its day is less than two days away.</Box>
      )}
      {port.number_id && (
        <LinkButton to={`/numbers/${port.number_id}`} variant="primary">
          To the number
        </LinkButton>
      )}
      {port.status === "cancelled" && <LinkButton to="/numbers/port-ins/new">Begin again</LinkButton>}
    </SpaceBetween>
  );
}

function NextStepText({ what, howLong }: { what: string; howLong: string }) {
  return (
    <div>
      <p className="plain">
        <b>What happens next:</b> {what}
      </p>
      {howLong && (
        <p className="plain">
          <b>How long:</b> {howLong}
        </p>
      )}
    </div>
  );
}

function History({ port }: { port: PortIn }) {
  return (
    <Container header={<Header variant="h2">What happened so far</Header>}>
      <ol className="lines" aria-label="History">
        {port.history.toReversed().map((moment, index) => (
          <li key={index} className="line line-top">
            <div>
              {index === 0 ? <PortInStatus port={port} /> : <PastPortInStatus status={moment.status} />}
              <div>{moment.message}</div>
            </div>
            <Box color="text-body-secondary" fontSize="body-s">
              <DateTime at={moment.at} />
            </Box>
          </li>
        ))}
      </ol>
    </Container>
  );
}
