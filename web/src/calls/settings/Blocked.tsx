/** The phone numbers whose calls a number rejects (N9). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { formatPhone, parsePhone } from "../../formats/phone";
import { PhoneField } from "../../parts/fields";
import { Phone } from "../../parts/values";
import type { DialogProps } from "./types";
import { type Blocked, useBlocked, useSaveBlocked } from "./queries";
import { LoadedDialog, SettingsDialog } from "./SettingsDialog";

const TITLE = t`Blocked callers`;
const NO_NUMBER = t`Enter a phone number, such as (415) 555-0100.`;

export function BlockedDialog({ number, onClose }: DialogProps) {
  const settings = useBlocked(number.number_id);
  return (
    <LoadedDialog title={TITLE} what={t`blocked callers`} settings={settings} onClose={onClose}>
      {(loaded) => <BlockedForm number={number} onClose={onClose} loaded={loaded} />}
    </LoadedDialog>
  );
}

function BlockedForm({ number, onClose, loaded }: DialogProps & { loaded: Blocked }) {
  const [blocked, setBlocked] = useState(loaded.phone_numbers);
  const [typed, setTyped] = useState("");
  const [missed, setMissed] = useState(false);
  const save = useSaveBlocked(number.number_id, onClose);
  /** Adds what is typed; returns the list, or null if it is no phone number. */
  const add = (): string[] | null => {
    const one = parsePhone(typed);
    setMissed(typed.trim() !== "" && one === null);
    if (typed.trim() === "") return blocked;
    if (one === null) return null;
    const all = [...new Set([...blocked, one])];
    setBlocked(all);
    setTyped("");
    return all;
  };
  const submit = () => {
    const all = add();
    if (all) save.mutate({ phone_numbers: all, version: loaded.version });
  };
  return (
    <SettingsDialog
      title={TITLE}
      busy={save.isPending}
      problem={save.error}
      fields={["phone_numbers"]}
      onSave={submit}
      onClose={onClose}
    >
      <div>{t`Calls from these numbers to ${formatPhone(number.phone_number)} are rejected.`}</div>
      {blocked.length > 0 && (
        <ul className="lines" aria-label={TITLE}>
          {blocked.map((one) => (
            <li key={one} className="line">
              <Phone number={one} />
              <Button
                formAction="none"
                ariaLabel={t`Unblock ${formatPhone(one)}`}
                onClick={() => setBlocked(blocked.filter((other) => other !== one))}
              >
                {t`Unblock`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="add-row">
        <PhoneField
          label={t`Block a number`}
          optional
          value={typed}
          onChange={setTyped}
          error={missed ? NO_NUMBER : save.error?.messageFor("phone_numbers")}
        />
        <Button formAction="none" disabled={typed.trim() === ""} onClick={() => add()}>{t`Add`}</Button>
      </div>
    </SettingsDialog>
  );
}
