/** The four first steps of a team that has nobody on it yet. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Icon from "@cloudscape-design/components/icon";
import type { ReactNode } from "react";

import { useBilling } from "../billing";
import { toMicros } from "../formats/money";
import { NO_FILTER, useNumbers } from "../numbers";
import { LinkButton } from "../parts/LinkButton";

export function FirstSteps() {
  const billing = useBilling().data;
  const attached = Boolean(billing?.payment_method);
  const filled = billing ? toMicros(billing.balance) > 0n : false;
  const hasNumber = (useNumbers(NO_FILTER, null, 1).data?.items.length ?? 0) > 0;
  return (
    <Container header={<Header variant="h2">Four steps to a running team</Header>}>
      <ol className="steps">
        <Step number={1} done={attached} title="Attach your PayPal wallet" to="/billing" action="Attach">
          It pays for everything. Nothing is charged by attaching it.
        </Step>
        <Step number={2} done={hasNumber} title="Get a number" to="/numbers/new" action="Choose">
          Local or toll-free, by area code, city or digits. You see the price before you confirm.
        </Step>
        <Step number={3} done={filled} title="Buy credits" to="/billing" action="Buy">
          They pay for calls and texts; you decide who gets how much.
        </Step>
        <Step number={4} done={false} title="Invite people" to="/users" action="Invite">
          By phone number. They join from the app with a code.
        </Step>
      </ol>
    </Container>
  );
}

interface Props {
  number: number;
  done: boolean;
  title: string;
  to: string;
  action: string;
  children: ReactNode;
}

function Step({ number, done, title, to, action, children }: Props) {
  return (
    <li className={done ? "step step-done" : "step"}>
      <span className="step-mark">{done ? <Icon name="check" alt="Done" /> : number}</span>
      <div className="step-words">
        <strong>{title}</strong>
        <p>{children}</p>
      </div>
      {!done && <LinkButton to={to}>{action}</LinkButton>}
    </li>
  );
}
