/** Whose apps ring for a number besides its user's: at once or in turn (N10). */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { PersonName } from "../../parts/people";
import { useDraft } from "../../parts/fields";
import { PersonField } from "../../parts/PersonField";
import type { DialogProps } from "./types";
import { type Ring, useRing, useSaveRing } from "./queries";
import { SecondsField } from "./SecondsField";
import { LoadedDialog, SettingsDialog } from "./SettingsDialog";

const TITLE = t`Ringing`;
const FIELDS = ["others", "seconds"];
const MOST = 10;

export function RingDialog({ number, onClose }: DialogProps) {
  const settings = useRing(number.number_id);
  return (
    <LoadedDialog title={TITLE} what={t`who rings`} settings={settings} onClose={onClose}>
      {(loaded) => <RingForm number={number} onClose={onClose} loaded={loaded} />}
    </LoadedDialog>
  );
}

function RingForm({ number, onClose, loaded }: DialogProps & { loaded: Ring }) {
  const { draft, change } = useDraft(loaded);
  const save = useSaveRing(number.number_id, onClose);
  const add = (id: string | null) => {
    if (id && id !== number.user_id && !draft.others.includes(id)) change("others")([...draft.others, id]);
  };
  return (
    <SettingsDialog
      title={TITLE}
      busy={save.isPending}
      problem={save.error}
      fields={FIELDS}
      onSave={() => save.mutate(draft)}
      onClose={onClose}
    >
      <div>
        {number.user_id ? (
          <Trans>
            <PersonName id={number.user_id} />
            's app rings.
          </Trans>
        ) : (
          t`This number has no user yet. Their app will ring.`
        )}
      </div>
      {draft.others.length > 0 && (
        <ul className="lines" aria-label={t`Others whose app rings`}>
          {draft.others.map((id) => (
            <li key={id} className="line">
              <span className="setting-words">
                <PersonName id={id} />
              </span>
              <Button formAction="none" onClick={() => change("others")(draft.others.filter((one) => one !== id))}>
                {t`Remove`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {draft.others.length < MOST && (
        <PersonField
          label={t`Also ring`}
          noneLabel={t`Choose a person to add`}
          value={null}
          onChange={add}
          error={save.error?.messageFor("others")}
          constraint={t`Up to ${MOST} people on your team. They also see its calls, texts and voicemail from then on.`}
        />
      )}
      {draft.others.length > 0 && <OrderField value={draft.order} onChange={change("order")} />}
      <SecondsField
        label={draft.order === "in_turn" && draft.others.length > 0 ? t`Ring each for` : t`Ring for`}
        value={draft.seconds}
        onChange={change("seconds")}
        error={save.error?.messageFor("seconds")}
      />
    </SettingsDialog>
  );
}

function OrderField({ value, onChange }: { value: Ring["order"]; onChange: (order: Ring["order"]) => void }) {
  return (
    <FormField label={t`Order`}>
      <RadioGroup
        value={value}
        items={[
          { value: "at_once", label: t`All at once`, description: t`The first to answer takes the call.` },
          { value: "in_turn", label: t`One after the other`, description: t`The user first, then as listed.` },
        ]}
        onChange={({ detail }) => onChange(detail.value === "in_turn" ? "in_turn" : "at_once")}
      />
    </FormField>
  );
}
