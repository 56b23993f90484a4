/** Forwards a number's calls; the price of a minute is shown before that is switched on (N6, B15). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import type { Problem } from "../../api/problem";
import { useTeam } from "../../api/team";
import { formatPhone, parsePhone } from "../../formats/phone";
import type { PhoneNumber } from "../../numbers";
import { PhoneField, useDraft } from "../../parts/fields";
import { PlaceLink } from "../../parts/LinkButton";
import { Loading } from "../../parts/Loading";
import type { DialogProps } from "./types";
import { type ForwardingRequest, useForward, useForwardingPrice, useStopForwarding } from "./queries";
import { SecondsField } from "./SecondsField";
import { SettingsDialog } from "./SettingsDialog";
import { describePrice } from "./summary";
import { useDebounced } from "../../parts/useDebounced";

const FIELDS = ["to", "shows", "ring_seconds"];
const TYPING_MS = 400;
const USUAL_SECONDS = 25;

export function ForwardingDialog({ number, onClose }: DialogProps) {
  const { draft, change } = useDraft(draftOf(number.forwarding));
  const [left, setLeft] = useState("");
  const { number_id } = number;
  const [version] = useState(number.calls?.forwarding_version ?? null); // of what the dialog shows
  const content = { ...contentOf(draft), version };
  const isComplete = parsePhone(draft.to) !== null || (left === draft.to && draft.to.trim() !== "");
  const asked = useDebounced(JSON.stringify(isComplete ? content : null), TYPING_MS);
  const isCurrent = asked === JSON.stringify(content);
  const price = useForwardingPrice(number_id, isCurrent ? content : null);
  const forward = useForward(number_id, onClose);
  const stop = useStopForwarding(number_id, onClose);
  const problem = stop.error ?? (isSame(forward.variables, content) ? forward.error : null) ?? price.error;
  const save = () => {
    setLeft(draft.to);
    if (isCurrent && price.data) forward.mutate(content);
    else if (isCurrent && price.error) void price.refetch();
  };
  return (
    <SettingsDialog
      title={t`Forward calls from ${formatPhone(number.phone_number)}`}
      action={number.forwarding ? t`Save` : t`Turn on`}
      busy={forward.isPending}
      problem={problem}
      fields={FIELDS}
      onSave={save}
      onClose={onClose}
      extra={
        number.forwarding && (
          <Button loading={stop.isPending} disabled={forward.isPending} onClick={() => stop.mutate()}>
            {t`Turn off`}
          </Button>
        )
      }
    >
      <div onBlur={() => setLeft(draft.to)}>
        <PhoneField
          label={t`Forward to`}
          value={draft.to}
          onChange={change("to")}
          error={left === draft.to && draft.to.trim() === "" && left !== "" ? ENTER : problem?.messageFor("to")}
        />
      </div>
      <CountryHint problem={problem} number={number} />
      <ModeField value={draft.mode} onChange={change("mode")} />
      {draft.mode === "unanswered" && (
        <SecondsField
          label={t`Ring the app first for`}
          value={draft.ring_seconds}
          onChange={change("ring_seconds")}
          error={problem?.messageFor("ring_seconds")}
        />
      )}
      <ShownField value={draft.shows} onChange={change("shows")} error={problem?.messageFor("shows")} />
      {price.isFetching && <Loading what={t`the price`} />}
      {isCurrent && price.data && (
        <Alert type="info" header={describePrice(price.data)}>
          {t`This number's user pays for forwarded calls with their credits.`}
        </Alert>
      )}
    </SettingsDialog>
  );
}

const ENTER = t`Enter a phone number.`;

function draftOf(on: PhoneNumber["forwarding"]) {
  return {
    to: on ? formatPhone(on.to) : "",
    mode: on?.mode ?? "always",
    ring_seconds: on?.ring_seconds ?? USUAL_SECONDS,
    shows: on?.shows ?? "number",
  };
}

type Draft = ReturnType<typeof draftOf>;

/** The request: what isn't a phone number is sent as typed, and the API says what is wrong with it. */
function contentOf(draft: Draft): ForwardingRequest {
  return { ...draft, to: parsePhone(draft.to) ?? draft.to.trim() };
}

function isSame(sent: ForwardingRequest | undefined, content: ForwardingRequest): boolean {
  return JSON.stringify(sent) === JSON.stringify(content);
}

/** Where those who may allow a country find the list. */
function CountryHint({ problem, number }: { problem: Problem | null; number: PhoneNumber }) {
  const { managesTeam } = useTeam();
  if (problem?.code !== "country_not_allowed") return null;
  if (number.holder === "team" && !managesTeam) return null;
  return <PlaceLink to="/profile#countries">{t`Choose the countries that can be called`}</PlaceLink>;
}

function ModeField({ value, onChange }: { value: Draft["mode"]; onChange: (mode: Draft["mode"]) => void }) {
  return (
    <FormField label={t`When`}>
      <RadioGroup
        value={value}
        items={[
          { value: "always", label: t`Always: the app doesn't ring` },
          { value: "unanswered", label: t`When unanswered: the app rings first` },
        ]}
        onChange={({ detail }) => onChange(detail.value === "always" ? "always" : "unanswered")}
      />
    </FormField>
  );
}

interface ShownProps {
  value: Draft["shows"];
  onChange: (shows: Draft["shows"]) => void;
  error: string | undefined;
}

function ShownField({ value, onChange, error }: ShownProps) {
  return (
    <FormField label={t`Caller ID shown`} errorText={error}>
      <RadioGroup
        value={value}
        items={[
          { value: "number", label: t`This number` },
          { value: "caller", label: t`The caller's number (US and Canada only)` },
        ]}
        onChange={({ detail }) => onChange(detail.value === "caller" ? "caller" : "number")}
      />
    </FormField>
  );
}
