/** How far a number is: the stages, what happens next and how long that takes, and all that happened so far. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import { LinkButton } from "../parts/LinkButton";
import { Day, Moment } from "../parts/shown";
import { Until } from "./CancelPort";
import { Mending } from "./Mending";
import type { PortIn } from "./queries";
import { Said } from "./Said";
import { mayCancel, stagesOf, type StageState } from "./track";
import { NEXT, PastStatusOf, STAGE_WORDS, StatusOf } from "./words";

export function Tracker({ port }: { port: PortIn }) {
  const open = port.status !== "completed" && port.status !== "cancelled";
  return (
    <SpaceBetween size="l">
      {open && (
        <Alert type="warning" header="Do not cancel at your old carrier until this is completed">
          A number that is cancelled there is lost and cannot be moved. Until its day it works there as before.
        </Alert>
      )}
      {port.status === "needs_info" && !port.cancelling && <Mending key={port.history.length} port={port} />}
      <Container header={<Header variant="h2">How far it is</Header>}>
        <SpaceBetween size="l">
          <Stages port={port} />
          <WhatNext port={port} />
        </SpaceBetween>
      </Container>
      <History port={port} />
      {open && (
        <ExpandableSection variant="container" headerText="What was sent">
          <Said port={port} />
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
      {stagesOf(port).map(({ status, state, at }) => (
        <li key={status} className={`stage stage-${state}`} aria-current={state === "now" ? "step" : undefined}>
          <Box fontWeight="bold">{STAGE_WORDS[status]}</Box>
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

function WhatNext({ port }: { port: PortIn }) {
  const { what, howLong } = NEXT[port.status];
  if (port.cancelling) {
    return (
      <Told what="Our carrier is asked to leave the number where it is." howLong="Usually within one working day." />
    );
  }
  return (
    <SpaceBetween size="xs">
      {port.status === "scheduled" && port.scheduled_for && (
        <Box fontSize="heading-m" fontWeight="bold">
          It moves on <Day at={port.scheduled_for} />
        </Box>
      )}
      <Told what={what} howLong={howLong} />
      {mayCancel(port) && port.cancellable_until && (
        <Box color="text-body-secondary">
          You can cancel it. <Until at={port.cancellable_until} />
        </Box>
      )}
      {port.status === "scheduled" && !mayCancel(port) && (
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

function Told({ what, howLong }: { what: string; howLong: string }) {
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
              {index === 0 ? <StatusOf port={port} /> : <PastStatusOf status={moment.status} />}
              <div>{moment.message}</div>
            </div>
            <Box color="text-body-secondary" fontSize="body-s">
              <Moment at={moment.at} />
            </Box>
          </li>
        ))}
      </ol>
    </Container>
  );
}
