/** The form of an endpoint: where its webhooks go, and of which events. */
import "./webhooks.css";

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";

import { Dialog } from "../parts/Dialog";
import type { Problem } from "../api/problem";
import { OptionalLabel, useDraft } from "../parts/fields";
import { Loading } from "../parts/Loading";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";
import {
  type Endpoint,
  type EndpointWithSecret,
  type EventType,
  type NewEndpoint,
  useAddEndpoint,
  useChangeEndpoint,
  useEventTypes,
} from "./queries";
import { groupOf } from "./words";

export function AddEndpoint({ onClose, onAdded }: { onClose: () => void; onAdded: (it: EndpointWithSecret) => void }) {
  const add = useAddEndpoint(onAdded);
  return (
    <EndpointDialog
      title={t`Add an endpoint`}
      action={t`Add endpoint`}
      known={{ url: "", events: [], description: "" }}
      busy={add.isPending}
      problem={add.error}
      onSend={(draft) => add.mutate(draft)}
      onClose={onClose}
    />
  );
}

export function EditEndpoint({ of, onClose }: { of: Endpoint; onClose: () => void }) {
  const change = useChangeEndpoint(of.endpoint_id, onClose);
  const known = { url: of.url, events: of.events as EventType[], description: of.description };
  return (
    <EndpointDialog
      title={t`Edit endpoint`}
      action={t`Save`}
      known={known}
      busy={change.isPending}
      problem={change.error}
      onSend={({ url, ...rest }) => change.mutate(url === of.url ? rest : { url, ...rest })}
      onClose={onClose}
    />
  );
}

interface Props {
  title: string;
  action: string;
  known: NewEndpoint;
  busy: boolean;
  problem: Problem | null;
  onSend: (draft: NewEndpoint) => void;
  onClose: () => void;
}

function EndpointDialog({ title, action, known, busy, problem, onSend, onClose }: Props) {
  const { draft, change } = useDraft(known);
  const [missed, setMissed] = useState(false);
  const noEvents = draft.events.length === 0;
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    setMissed(true);
    if (!busy && !noEvents && draft.url.trim()) onSend({ ...draft, url: draft.url.trim() });
  };
  const urlError = problem?.messageFor("url") ?? (missed && !draft.url.trim() ? t`Enter an address.` : "");
  return (
    <Dialog
      size="large"
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>{t`Cancel`}</Button>
            <Button variant="primary" onClick={() => send()} loading={busy} loadingText={action}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={send}>
        <SpaceBetween size="m">
          <FormField
            label={t`Address`}
            constraintText={t`Starts with https:// and is reachable from the internet.`}
            errorText={urlError}
            stretch
          >
            <Input
              type="url"
              inputMode="url"
              placeholder="https://example.com/teamline"
              value={draft.url}
              onChange={({ detail }) => change("url")(detail.value)}
              ariaRequired
              autoFocus
            />
          </FormField>
          <FormField
            label={<OptionalLabel text={t`Description`} />}
            errorText={problem?.messageFor("description")}
            stretch
          >
            <Input
              value={draft.description ?? ""}
              onChange={({ detail }) => change("description")(detail.value)}
              placeholder={t`Dispatch board`}
            />
          </FormField>
          <FormField label={t`Events`} errorText={missed && noEvents ? t`Choose at least one event.` : ""} stretch>
            <EventChoice chosen={draft.events} onChange={change("events")} />
          </FormField>
          <ProblemAlert problem={problem} fields={["url", "description"]} />
        </SpaceBetween>
      </form>
    </Dialog>
  );
}

function EventChoice({ chosen, onChange }: { chosen: EventType[]; onChange: (chosen: EventType[]) => void }) {
  const types = useEventTypes();
  if (types.error) return <LoadError problem={types.error} onRetry={() => void types.refetch()} what={t`the events`} />;
  if (!types.data) return <Loading what={t`the events`} />;
  const all = types.data.items.map(({ type }) => type as EventType);
  const groups = [...new Set(all.map(groupOf))];
  const toggle = (which: EventType[], on: boolean) => {
    onChange(all.filter((type) => (which.includes(type) ? on : chosen.includes(type))));
  };
  return (
    <SpaceBetween size="m">
      <Checkbox
        checked={chosen.length === all.length}
        indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={({ detail }) => toggle(all, detail.checked)}
      >
        {t`All events`}
      </Checkbox>
      {groups.map((group) => (
        <SpaceBetween key={group} size="xxs">
          <Box variant="awsui-key-label">{group}</Box>
          {types.data.items
            .filter(({ type }) => groupOf(type) === group)
            .map(({ type, description }) => (
              <Checkbox
                key={type}
                checked={chosen.includes(type as EventType)}
                description={description}
                onChange={({ detail }) => toggle([type as EventType], detail.checked)}
              >
                {type}
              </Checkbox>
            ))}
        </SpaceBetween>
      ))}
    </SpaceBetween>
  );
}
