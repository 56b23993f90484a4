/** Give a number to somebody, to somebody else, or take it from its user (N4). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useTell } from "../app/notices";
import { formatPhone } from "../formats/phone";
import { Refusal } from "../parts/Refusal";
import { PersonField } from "../users/PersonField";
import { useNumberChange } from "./changes";
import type { PhoneNumber } from "./queries";

export function Assignment({ number }: { number: PhoneNumber }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{number.user_id ? "Move" : "Assign"}</Button>
      {open && <Choice number={number} onClose={() => setOpen(false)} />}
    </>
  );
}

function Choice({ number, onClose }: { number: PhoneNumber; onClose: () => void }) {
  const [chosen, setChosen] = useState(number.user_id);
  const tell = useTell();
  const shown = formatPhone(number.phone_number);
  const change = useNumberChange(number, () => {
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
          error={change.error?.about("user_id")}
          constraint="From this moment calls and texts reach the new user only. The paid time stays with the number."
        />
        <Refusal problem={change.error} fields={["user_id"]} />
      </SpaceBetween>
    </Modal>
  );
}
