/** Assigns a number to a person, moves it to another, or unassigns it (N4). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { Dialog } from "../parts/Dialog";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import { PersonField } from "../parts/PersonField";
import { ProblemAlert } from "../parts/ProblemAlert";
import { useUpdateNumber } from "./mutations";
import type { PhoneNumber } from "./types";

export function AssignUser({ number }: { number: PhoneNumber }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{number.user_id ? t`Move` : t`Assign`}</Button>
      {open && <AssignDialog number={number} onClose={() => setOpen(false)} />}
    </>
  );
}

function AssignDialog({ number, onClose }: { number: PhoneNumber; onClose: () => void }) {
  const [chosen, setChosen] = useState(number.user_id);
  const notify = useNotify();
  const shown = formatPhone(number.phone_number);
  const change = useUpdateNumber(number, () => {
    onClose();
    notify({ type: "success", text: chosen ? t`${shown} is assigned.` : t`${shown} is unassigned.` });
  });
  return (
    <Dialog
      header={t`Who uses ${shown}?`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>{t`Cancel`}</Button>
            <Button
              variant="primary"
              loading={change.isPending}
              disabled={chosen === number.user_id}
              onClick={() => change.mutate({ user_id: chosen })}
            >
              {t`Save`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <PersonField
          label={t`User`}
          noneLabel={t`No one`}
          value={chosen}
          onChange={setChosen}
          error={change.error?.messageFor("user_id")}
          constraint={t`From now on only the new user gets its calls and texts. The paid period stays with the number.`}
        />
        <ProblemAlert problem={change.error} fields={["user_id"]} />
      </SpaceBetween>
    </Dialog>
  );
}
