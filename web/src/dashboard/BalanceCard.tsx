/** The team's balance, and what is on hold. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";

import { useBilling } from "../billing";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";

export function BalanceCard() {
  const billing = useBilling();
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<LinkButton to="/billing">Billing</LinkButton>}>
          Credits
        </Header>
      }
    >
      {billing.isPending && <Loading what="the balance" />}
      {billing.error && <LoadError problem={billing.error} onRetry={() => void billing.refetch()} what="the balance" />}
      {billing.data && (
        <KeyValuePairs
          columns={2}
          items={[
            {
              label: "Available",
              value: (
                <span className="big-figure">
                  <Amount of={billing.data.balance} />
                </span>
              ),
            },
            {
              label: "On hold for invitations",
              value: (
                <span className="big-figure">
                  <Amount of={billing.data.held} />
                </span>
              ),
            },
          ]}
        />
      )}
    </Container>
  );
}
