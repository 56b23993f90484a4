/** Whether callers can leave a message for a number, what they are asked first, and how long it is kept (N9). */
import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { OptionalLabel, useDraft } from "../../parts/fields";
import type { DialogProps } from "./types";
import { useSaveVoicemail, useVoicemailSettings, type VoicemailSettings } from "./queries";
import { LoadedDialog, SettingsDialog } from "./SettingsDialog";
import { MAX_WORDS } from "./words";

const TITLE = t`Voicemail`;
const FIELDS = ["greeting", "kept_days"];
const MAX_DAYS = 365;

export function VoicemailDialog({ number, onClose }: DialogProps) {
  const settings = useVoicemailSettings(number.number_id);
  return (
    <LoadedDialog title={TITLE} what={t`voicemail`} settings={settings} onClose={onClose}>
      {(loaded) => <VoicemailForm number={number} onClose={onClose} loaded={loaded} />}
    </LoadedDialog>
  );
}

function VoicemailForm({ number, onClose, loaded }: DialogProps & { loaded: VoicemailSettings }) {
  const { draft, change } = useDraft({ ...loaded, kept_days: String(loaded.kept_days) });
  const [missed, setMissed] = useState(false);
  const save = useSaveVoicemail(number.number_id, onClose);
  const days = /^\d{1,3}$/.test(draft.kept_days.trim()) ? Number(draft.kept_days) : 0;
  const isFaulty = days < 1 || days > MAX_DAYS;
  const submit = () => {
    setMissed(isFaulty);
    if (!isFaulty) save.mutate({ ...draft, kept_days: days });
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
        {t`Callers can leave a message`}
      </Toggle>
      <Box color="text-body-secondary" fontSize="body-s">
        {t`When a call isn't answered, outside business hours, or when its user is out of credits.`}
      </Box>
      {draft.is_on && (
        <FormField
          label={<OptionalLabel text={t`Greeting`} />}
          constraintText={t`Callers hear this before the beep. Leave it empty for the standard greeting. ${draft.greeting.length} of ${MAX_WORDS} characters.`}
          errorText={save.error?.messageFor("greeting")}
          stretch
        >
          <Textarea
            value={draft.greeting}
            placeholder={t`Hi, you've reached Priya. Please leave a message.`}
            onChange={({ detail }) => change("greeting")(detail.value.slice(0, MAX_WORDS))}
          />
        </FormField>
      )}
      <FormField
        label={t`Keep messages for (days)`}
        constraintText={t`1 to ${MAX_DAYS}. After that they're deleted.`}
        errorText={missed && isFaulty ? t`Enter a number from 1 to ${MAX_DAYS}.` : save.error?.messageFor("kept_days")}
      >
        <Input
          inputMode="numeric"
          autoComplete={false}
          value={draft.kept_days}
          onChange={({ detail }) => change("kept_days")(detail.value)}
        />
      </FormField>
    </SettingsDialog>
  );
}
