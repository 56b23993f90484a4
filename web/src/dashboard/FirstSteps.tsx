/** The first steps of a team as a list that ticks itself: before the team is there, and until all are done. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Icon from "@cloudscape-design/components/icon";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";

import { ConnectPayPal, useOwnsPayPal } from "../billing";
import { LinkButton } from "../parts/LinkButton";
import type { Step } from "./steps";

interface Props {
  steps: Step[];
  /** What creates the team, as long as there is none: later steps come after it. */
  create?: ReactNode;
}

export function FirstSteps({ steps, create }: Props) {
  const done = steps.filter((step) => step.done).length;
  return (
    <Container
      header={<Header variant="h2" description={t`${done} of ${steps.length} done`}>{t`Set up your team`}</Header>}
    >
      <ol className="steps">
        {steps.map((step, place) => (
          <li key={step.key} className={step.done ? "step step-done" : "step"}>
            <span className="step-mark">{step.done ? <Icon name="check" alt={t`Done`} /> : place + 1}</span>
            <div className="step-words">
              <strong>{step.title}</strong>
              <p>{step.about}</p>
            </div>
            {step.key === "team" ? create : !step.done && !create && <Action step={step} />}
          </li>
        ))}
      </ol>
    </Container>
  );
}

/** PayPal opens from here, for the person whose it is; all else is a screen of ours, with its form open. */
function Action({ step }: { step: Step }) {
  const ownsPayPal = useOwnsPayPal();
  if (step.key === "paypal" && !ownsPayPal) return null;
  if (step.key === "paypal") return <ConnectPayPal label={step.action} back="/" />;
  return <LinkButton to={step.to}>{step.action}</LinkButton>;
}
