/** Fourth step: a review of the form, the price, and the button that submits it. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { PaymentProblem, QuoteTable } from "../billing";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { FormSummary } from "./FormSummary";
import { nameNumbers } from "./labels";
import { useSubmitPortIn } from "./mutations";
import { movingNumbers, unprovedNumbers } from "./progress";
import { approvableOf, type PortIn, type RequestNumber, usePortInQuote } from "./queries";
import { type Step, StepButtons } from "./Steps";

interface Props {
  port: PortIn;
  onGo: (step: Step) => void;
}

export function CheckStep({ port, onGo }: Props) {
  const notify = useNotify();
  const send = useSubmitPortIn(port, () => {
    notify({ type: "success", text: t`We submitted the port-in of ${nameNumbers(port)}.` });
    window.scrollTo(0, 0);
  });
  const unproved = unprovedNumbers(port);
  const missing = port.documents.some(({ state }) => state === "missing");
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => onGo("number")}>{t`Edit plan or user`}</Button>
                <Button onClick={() => onGo("bill")}>{t`Edit account details`}</Button>
              </SpaceBetween>
            }
          >
            {t`Review your request`}
          </Header>
        }
      >
        <FormSummary port={port} />
      </Container>
      <Container header={<Header variant="h2">{t`Price`}</Header>}>
        <QuoteSection port={port} />
      </Container>
      <Alert type="info">
        <Trans>
          <Box fontWeight="bold">Don't cancel with your old carrier.</Box> If you cancel there, you lose the number and
          we can't move it. We'll let you know when it's here. Then you can end your old contract.
        </Trans>
      </Alert>
      {missing && (
        <Alert type="warning" action={<Button onClick={() => onGo("documents")}>{t`Go to documents`}</Button>}>
          {t`A document is missing.`}
        </Alert>
      )}
      {unproved.length > 0 && (
        <Alert type="warning" action={<Button onClick={() => onGo("documents")}>{t`Go to proof`}</Button>}>
          {t`${plural(unproved.length, { one: "A number isn't", other: "# numbers aren't" })} confirmed with a code yet.`}
        </Alert>
      )}
      <PaymentProblem problem={send.error} fields={[]} request={approvableOf(port)} />
      <StepButtons
        busy={send.isPending}
        action={t`Submit`}
        onBack={() => onGo("documents")}
        onNext={() => !send.isPending && send.mutate(null)}
      />
    </SpaceBetween>
  );
}

function quotable({ phone_number, plan_id, user_id }: RequestNumber) {
  return { phone_number, plan_id, user_id };
}

function QuoteSection({ port }: { port: PortIn }) {
  const [first, ...others] = movingNumbers(port);
  const price = usePortInQuote(first ? { ...quotable(first), with_numbers: others.map(quotable) } : null);
  if (price.error) return <ProblemAlert problem={price.error} />;
  return price.data ? <QuoteTable quote={price.data} /> : null;
}
