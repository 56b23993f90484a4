/** The menu of what can be done to the selected people. */
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useProfile } from "../api/profile";
import type { User } from "../api/team";
import { type Action, ACTIONS, givesMoney } from "./bulk";
import { BulkDialog } from "./BulkDialog";

export function BulkActions({ selected, onDone }: { selected: User[]; onDone: () => void }) {
  const [action, setAction] = useState<Action | null>(null);
  const self = useProfile().data?.account_id;
  const affected = (of: Action) =>
    selected.filter((user) => ACTIONS[of].applies(user) && (givesMoney(of) || user.user_id !== self));
  const items = (Object.keys(ACTIONS) as Action[]).map((id) => ({
    id,
    text: ACTIONS[id].label,
    disabled: affected(id).length === 0,
  }));
  return (
    <>
      <ButtonDropdown
        items={items}
        disabled={selected.length === 0}
        onItemClick={({ detail }) => setAction(detail.id as Action)}
      >
        {selected.length ? t`Actions (${selected.length})` : t`Actions`}
      </ButtonDropdown>
      {action && (
        <BulkDialog
          action={action}
          users={affected(action)}
          others={selected.length - affected(action).length}
          onClose={(done) => {
            setAction(null);
            if (done) onDone();
          }}
        />
      )}
    </>
  );
}
