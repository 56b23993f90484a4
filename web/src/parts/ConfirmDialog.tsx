/** Asks before something that can't be undone: lists what happens, and may ask to type a word. */
import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent, type ReactNode } from "react";

import type { Problem } from "../api/problem";
import { Dialog } from "./Dialog";
import { ProblemAlert } from "./ProblemAlert";

interface Props {
  title: ReactNode;
  action: string;
  /** What has to be typed; without it one click confirms. */
  word?: string;
  /** Whether it can't be undone; then the button looks so. */
  destroys?: boolean;
  /** The label of the dismiss button, where "Cancel" could be misread. */
  dismiss?: string;
  busy: boolean;
  problem: Problem | null;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}

const RED = { default: "#b3261e", hover: "#8c1d18", active: "#8c1d18" };
const GRAY = { disabled: "#e4e7e2" };
const DESTROYING: ButtonProps.Style = {
  root: {
    background: { ...RED, ...GRAY },
    borderColor: { ...RED, ...GRAY },
    color: { default: "#fff", hover: "#fff" },
  },
};

export function ConfirmDialog({
  title,
  action,
  word,
  destroys = word !== undefined,
  dismiss = t`Cancel`,
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
    <Dialog
      header={title}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              {dismiss}
            </Button>
            <Button
              variant="primary"
              onClick={() => confirm()}
              disabled={!matches}
              loading={busy}
              loadingText={action}
              {...(destroys && { style: DESTROYING })}
            >
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
              label={t`To confirm, type “${word}”`}
              errorText={mismatch && !matches ? t`This doesn't match “${word}”.` : ""}
              stretch
            >
              <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoComplete={false} />
            </FormField>
          )}
          <ProblemAlert problem={problem} />
        </SpaceBetween>
      </form>
    </Dialog>
  );
}
