/** The keys that work everywhere, and the switch for those of one letter (WCAG 2.1.4). */
import Toggle from "@cloudscape-design/components/toggle";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { Dialog } from "../../parts/Dialog";
import { KEYS } from "./commands";

interface Props {
  areOn: boolean;
  onSwitch: (on: boolean) => void;
  onClose: () => void;
}

export function KeysDialog({ areOn, onSwitch, onClose }: Props) {
  return (
    <Dialog header={t`Keyboard shortcuts`} onDismiss={onClose}>
      <SpaceBetween size="m">
        <dl className="keys">
          {KEYS.map(([keys, does]) => (
            <div key={does}>
              <dt>{does}</dt>
              <dd>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <Toggle checked={areOn} onChange={({ detail }) => onSwitch(detail.checked)}>
          {t`Shortcuts of single letters and signs`}
        </Toggle>
      </SpaceBetween>
    </Dialog>
  );
}
