/** Says what will happen to the selected people, does it, and shows what became of each. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Dialog } from "../parts/Dialog";
import { useApiMutation } from "../api/idempotency";
import { displayName, type User } from "../api/team";
import { useBilling } from "../billing";
import { formatMoney, moneyFromMicros, parseAmount, toMicros } from "../formats/money";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { AmountField } from "../parts/fields";
import { type Action, ACTIONS, type Choice, countPeople, givesMoney, type Outcome, sendBulk } from "./bulk";
import { RoleField } from "./RoleField";
import { rowId } from "./labels";
import { NumbersOfEach } from "./NumbersOfEach";

interface Props {
  action: Action;
  users: User[];
  /** How many selected people it doesn't apply to. */
  others: number;
  onClose: (done: boolean) => void;
}

export function BulkDialog({ action, users: given, others, onClose }: Props) {
  const [users] = useState(given); // the list may be read again while the dialog is open
  const [choice, setChoice] = useState<Choice>({ role: "member", numbers: "keep", ofNumbers: {}, amount: "" });
  const [fault, setFault] = useState("");
  const queries = useQueryClient();
  const send = useApiMutation(sendBulk, {
    says: null, // the outcome of each is shown
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["team"] });
      void queries.invalidateQueries({ queryKey: ["billing"] });
    },
  });
  const change = (part: Partial<Choice>) => {
    setFault("");
    setChoice({ ...choice, ...part });
  };
  const confirm = () => {
    const amount = parseAmount(choice.amount);
    if (givesMoney(action) && !amount) setFault(t`Enter an amount in USD, such as 25.00.`);
    else send.mutate({ action, users, choice: { ...choice, amount: amount ?? "" } });
  };
  if (send.data) return <Outcomes action={action} outcomes={send.data} onClose={() => onClose(true)} />;
  const { label, title, consequences } = ACTIONS[action];
  return (
    <ConfirmDialog
      title={title(countPeople(users.length))}
      action={label}
      busy={send.isPending}
      problem={send.error}
      onConfirm={confirm}
      onCancel={() => onClose(false)}
    >
      <SpaceBetween size="m">
        <ul className="consequences">
          {consequences.map((text) => (
            <li key={text}>{text}</li>
          ))}
          {others > 0 && (
            <li>{t`This doesn't apply to ${countPeople(others)} you selected. Nothing changes for them.`}</li>
          )}
        </ul>
        <Names users={users} />
        {action === "set_role" && <RoleField value={choice.role} onChange={(role) => change({ role })} />}
        {action === "remove" && <NumbersOfEach users={users} choice={choice} onChange={change} />}
        {givesMoney(action) && (
          <>
            <AmountField
              label={action === "credits" ? t`Credits for each person` : t`Monthly credits for each person`}
              constraint={t`They come from the team's balance.`}
              value={choice.amount}
              onChange={(amount) => change({ amount })}
              error={fault}
            />
            {action === "credits" && <Total of={choice.amount} count={users.length} />}
          </>
        )}
      </SpaceBetween>
    </ConfirmDialog>
  );
}

const SHOWN = 5;

function Names({ users }: { users: User[] }) {
  const more = users.length - SHOWN;
  const names = users.slice(0, SHOWN).map(displayName).join(", ");
  return <Box color="text-body-secondary">{more > 0 ? t`${names} and ${more} more` : names}</Box>;
}

/** What all of it comes to, beside the team's balance. */
function Total({ of, count }: { of: string; count: number }) {
  const balance = useBilling().data?.balance;
  const amount = parseAmount(of);
  if (!amount || !balance) return null;
  const total = toMicros({ amount }) * BigInt(count);
  const text = t`${formatMoney(moneyFromMicros(total))} in total, from the team's balance of ${formatMoney(balance)}.`;
  if (total <= toMicros(balance)) return <Box>{text}</Box>;
  return (
    <Alert type="warning">
      {text} {t`That isn't enough for everyone. Buy credits first.`}
    </Alert>
  );
}

function Outcomes({ action, outcomes, onClose }: { action: Action; outcomes: Outcome[]; onClose: () => void }) {
  const done = outcomes.filter(({ reason }) => reason === "").length;
  const ordered = outcomes.toSorted((a, b) => Number(a.reason === "") - Number(b.reason === ""));
  return (
    <Dialog
      header={ACTIONS[action].label}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>{t`Close`}</Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type={done === outcomes.length ? "success" : "warning"}>
          {t`Done for ${done} of ${countPeople(outcomes.length)}.`}
        </Alert>
        <ul className="consequences">
          {ordered.map(({ user, reason }) => (
            <li key={rowId(user)}>
              {displayName(user)}:{" "}
              {reason ? (
                <StatusIndicator type="error">{reason}</StatusIndicator>
              ) : (
                <StatusIndicator>{t`Done`}</StatusIndicator>
              )}
            </li>
          ))}
        </ul>
      </SpaceBetween>
    </Dialog>
  );
}
