/** A dialog that sets one amount. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { Dialog } from "../parts/Dialog";
import type { Problem } from "../api/problem";
import { parseAmount } from "../formats/money";
import { AmountField } from "../parts/fields";
import { ProblemAlert } from "../parts/ProblemAlert";

interface Props {
  title: string;
  label: string;
  constraint: string;
  now: string;
  field: string;
  save: { mutate: (amount: string) => void; isPending: boolean; error: Problem | null };
  onClose: () => void;
}

export function AmountDialog({ title, label, constraint, now, field, save, onClose }: Props) {
  const [typed, setTyped] = useState(now);
  const [fault, setFault] = useState("");
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const amount = parseAmount(typed);
    setFault(amount ? "" : t`Enter an amount in USD, such as 200.00.`);
    if (amount && !save.isPending) save.mutate(amount);
  };
  return (
    <Dialog
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>{t`Cancel`}</Button>
            <Button variant="primary" loading={save.isPending} onClick={() => submit()}>{t`Save`}</Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          <AmountField
            label={label}
            constraint={constraint}
            value={typed}
            onChange={setTyped}
            error={fault || save.error?.messageFor(field)}
          />
          <ProblemAlert problem={save.error} fields={[field]} />
        </SpaceBetween>
      </form>
    </Dialog>
  );
}
