/** Fourth step: everything once more, what it will cost, and the button that sends it. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { PaymentProblem, QuoteTable } from "../billing";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { FormSummary } from "./FormSummary";
import { useSubmitPortIn } from "./mutations";
import { type PortIn, usePortInQuote } from "./queries";
import { type Step, StepButtons } from "./Steps";

interface Props {
  port: PortIn;
  onGo: (step: Step) => void;
}

export function CheckStep({ port, onGo }: Props) {
  const tell = useNotify();
  const send = useSubmitPortIn(port, () => {
    tell({ type: "success", text: `The port-in of ${formatPhone(port.phone_number)} is sent.` });
    window.scrollTo(0, 0);
  });
  const missing = port.documents.some(({ state }) => state === "missing");
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => onGo("number")}>Change plan or user</Button>
                <Button onClick={() => onGo("bill")}>Change the bill</Button>
              </SpaceBetween>
            }
          >
            What will be sent
          </Header>
        }
      >
        <FormSummary port={port} />
      </Container>
      <Container header={<Header variant="h2">What it costs</Header>}>
        <QuoteSection port={port} />
      </Container>
      <Alert type="info">
        <Box fontWeight="bold">Do not cancel at your old carrier.</Box>A number that is cancelled there is lost and
        cannot be moved. We tell you when it is here; then you can end what is left of the contract.
      </Alert>
      {missing && (
        <Alert type="warning" action={<Button onClick={() => onGo("papers")}>To the papers</Button>}>
          A paper is missing.
        </Alert>
      )}
      <PaymentProblem problem={send.error} fields={[]} />
      <StepButtons
        busy={send.isPending}
        action="Send it"
        onBack={() => onGo("papers")}
        onNext={() => !send.isPending && send.mutate(null)}
      />
    </SpaceBetween>
  );
}

function QuoteSection({ port }: { port: PortIn }) {
  const { phone_number, plan, user_id } = port;
  const price = usePortInQuote(plan && { phone_number, plan_id: plan.plan_id, user_id });
  if (price.error) return <ProblemAlert problem={price.error} />;
  return price.data ? <QuoteTable quote={price.data} /> : null;
}
