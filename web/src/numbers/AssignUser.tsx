/** Give a number to somebody, to somebody else, or take it from its user (N4). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

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
      <Button onClick={() => setOpen(true)}>{number.user_id ? "Move" : "Assign"}</Button>
      {open && <AssignDialog number={number} onClose={() => setOpen(false)} />}
    </>
  );
}

function AssignDialog({ number, onClose }: { number: PhoneNumber; onClose: () => void }) {
  const [chosen, setChosen] = useState(number.user_id);
  const tell = useNotify();
  const shown = formatPhone(number.phone_number);
  const change = useUpdateNumber(number, () => {
    onClose();
    tell({ type: "success", text: chosen ? `${shown} has its user.` : `${shown} is nobody's now.` });
  });
  return (
    <Modal
      visible
      header={`Who uses ${shown}?`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={change.isPending}
              disabled={chosen === number.user_id}
              onClick={() => change.mutate({ user_id: chosen })}
            >
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <PersonField
          label="User"
          nobody="Nobody"
          value={chosen}
          onChange={setChosen}
          error={change.error?.messageFor("user_id")}
          constraint="From this moment calls and texts reach the new user only. The paid time stays with the number."
        />
        <ProblemAlert problem={change.error} fields={["user_id"]} />
      </SpaceBetween>
    </Modal>
  );
}
