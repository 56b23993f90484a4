/** The first four steps of a team without members. */
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
  const connected = Boolean(billing?.payment_method);
  const funded = billing ? toMicros(billing.balance) > 0n : false;
  const hasNumber = (useNumbers(NO_FILTER, 1).data?.items.length ?? 0) > 0;
  return (
    <Container header={<Header variant="h2">Set up your team in four steps</Header>}>
      <ol className="steps">
        <Step number={1} done={connected} title="Connect PayPal" to="/billing" action="Connect">
          It pays for everything. Connecting it is free.
        </Step>
        <Step number={2} done={hasNumber} title="Get a number" to="/numbers/new" action="Choose">
          Local or toll-free, by area code, city or digits. You see the price before you confirm.
        </Step>
        <Step number={3} done={funded} title="Buy credits" to="/billing" action="Buy">
          They pay for calls and texts. You decide who gets how much.
        </Step>
        <Step number={4} done={false} title="Invite people" to="/users" action="Invite">
          Use their phone number. They join from the app with a code.
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
