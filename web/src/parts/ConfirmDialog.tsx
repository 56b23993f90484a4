/** Asks before something that can't be undone: lists what happens, and may ask to type a word. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type FormEvent, type ReactNode } from "react";

import type { Problem } from "../api/problem";
import { ProblemAlert } from "./ProblemAlert";

interface Props {
  title: ReactNode;
  action: string;
  /** What has to be typed; without it one click confirms. */
  word?: string;
  /** The label of the dismiss button, where "Cancel" could be misread. */
  dismiss?: string;
  busy: boolean;
  problem: Problem | null;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}

export function ConfirmDialog({
  title,
  action,
  word,
  dismiss = "Cancel",
  busy,
  problem,
  onConfirm,
  onCancel,
  children,
}: Props) {
  const [typed, setTyped] = useState("");
  const [mismatch, setMissed] = useState(false);
  const matches = word === undefined || typed.trim() === word.trim();
  const confirm = (event?: FormEvent) => {
    event?.preventDefault();
    setMissed(!matches);
    if (matches && !busy) onConfirm();
  };
  return (
    <Modal
      visible
      header={title}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              {dismiss}
            </Button>
            <Button variant="primary" onClick={() => confirm()} loading={busy} loadingText={action}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={confirm}>
        <SpaceBetween size="m">
          <div>{children}</div>
          {word !== undefined && (
            <FormField
              label={`To confirm, type “${word}”`}
              errorText={mismatch && !matches ? `This doesn't match “${word}”.` : ""}
              stretch
            >
              <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoComplete={false} />
            </FormField>
          )}
          <ProblemAlert problem={problem} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
