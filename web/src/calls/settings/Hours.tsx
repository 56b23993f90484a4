/** When a number takes calls: its zone, its week, days off, and the text that callers get while it is closed (N9). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import { t } from "@lingui/core/macro";
import { useMemo, useState } from "react";

import { useTimeZone } from "../../api/profile";
import { timeZones } from "../../formats/time";
import { OptionalLabel, useDraft } from "../../parts/fields";
import { DaysOff } from "./DaysOff";
import type { DialogProps } from "./types";
import { type Hours, useHours, useSaveHours } from "./queries";
import { LoadedDialog, SettingsDialog } from "./SettingsDialog";
import { faultOf, isAlwaysClosed, readWeek, toOpen, WEEKDAYS } from "./week";
import { WeekField } from "./WeekField";
import { MAX_WORDS } from "./words";

const TITLE = t`Business hours`;
const FIELDS = ["time_zone", "open", "days_off", "reply"];

export function HoursDialog({ number, onClose }: DialogProps) {
  const settings = useHours(number.number_id);
  return (
    <LoadedDialog title={TITLE} what={t`business hours`} settings={settings} onClose={onClose}>
      {(loaded) => <HoursForm number={number} onClose={onClose} loaded={loaded} />}
    </LoadedDialog>
  );
}

function HoursForm({ number, onClose, loaded }: DialogProps & { loaded: Hours }) {
  const here = useTimeZone();
  const { draft, change } = useDraft({
    is_on: loaded.is_on,
    time_zone: loaded.time_zone ?? here,
    week: readWeek(loaded),
    days_off: loaded.days_off,
    reply: loaded.reply,
  });
  const [missed, setMissed] = useState(false);
  const save = useSaveHours(number.number_id, onClose);
  const isFaulty = WEEKDAYS.some((day) => faultOf(draft.week[day]));
  const submit = () => {
    setMissed(true);
    const { week, ...rest } = draft;
    const { version } = loaded;
    if (!isFaulty) save.mutate({ ...rest, open: toOpen(week), version });
    else if (!draft.is_on) save.mutate({ ...rest, open: loaded.open, version }); // what is hidden can't be mended
  };
  return (
    <SettingsDialog
      title={TITLE}
      busy={save.isPending}
      problem={save.error}
      fields={FIELDS}
      onSave={submit}
      onClose={onClose}
    >
      <Toggle checked={draft.is_on} onChange={({ detail }) => change("is_on")(detail.checked)}>
        {t`Only take calls during business hours`}
      </Toggle>
      <Box color="text-body-secondary" fontSize="body-s">
        {t`Outside these hours callers reach voicemail, or a message that you're closed.`}
      </Box>
      {draft.is_on && (
        <SpaceBetween size="m">
          <ZoneField
            value={draft.time_zone}
            onChange={change("time_zone")}
            error={save.error?.messageFor("time_zone")}
          />
          <WeekField
            week={draft.week}
            onChange={change("week")}
            errorOf={(day) => (missed ? faultOf(draft.week[day]) : undefined) ?? save.error?.messageFor(`open.${day}`)}
          />
          {isAlwaysClosed(draft.week) && (
            <Alert type="warning">{t`Without hours on any day, no calls will get through.`}</Alert>
          )}
          <DaysOff days={draft.days_off} onChange={change("days_off")} error={save.error?.messageFor("days_off")} />
          <FormField
            label={<OptionalLabel text={t`Text to callers while closed`} />}
            constraintText={t`Sent if this number can text, and charged as a text. ${draft.reply.length} of ${MAX_WORDS} characters.`}
            errorText={save.error?.messageFor("reply")}
            stretch
          >
            <Textarea
              value={draft.reply}
              placeholder={t`Thanks for calling. We're back tomorrow at 9.`}
              onChange={({ detail }) => change("reply")(detail.value.slice(0, MAX_WORDS))}
            />
          </FormField>
        </SpaceBetween>
      )}
    </SettingsDialog>
  );
}

interface ZoneProps {
  value: string;
  onChange: (zone: string) => void;
  error: string | undefined;
}

function ZoneField({ value, onChange, error }: ZoneProps) {
  const options = useMemo(
    () => timeZones(value).map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
    [value],
  );
  return (
    <FormField label={t`Time zone of these hours`} errorText={error} stretch>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        filteringType="auto"
        virtualScroll
        expandToViewport
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? value)}
      />
    </FormField>
  );
}
