/** The team in figures: people, and the balance with what is on hold. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";

import type { Team } from "../api/team";
import { useBilling } from "../billing";
import { formatCount } from "../formats/count";
import { LinkButton } from "../parts/LinkButton";
import { LoadError } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";

export function FiguresCard({ team: { counts } }: { team: Team }) {
  const billing = useBilling();
  const figure = (value: number | undefined) => (
    <span className="big-figure">{value === undefined ? "…" : formatCount(value)}</span>
  );
  const money = (of: "balance" | "held") => (
    <span className="big-figure">{billing.data ? <Amount of={billing.data[of]} /> : "…"}</span>
  );
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          actions={
            <div className="row-actions">
              <LinkButton to="/users">Users</LinkButton>
              <LinkButton to="/billing">Billing</LinkButton>
            </div>
          }
        >
          Your team
        </Header>
      }
    >
      {billing.error && <LoadError problem={billing.error} onRetry={() => void billing.refetch()} what="the balance" />}
      <KeyValuePairs
        columns={2}
        minColumnWidth={110}
        items={[
          { label: "Balance available", value: money("balance") },
          { label: "On hold for invitations", value: money("held") },
          { label: "On the team", value: figure(counts?.people) },
          { label: "Invited", value: figure(counts?.invited) },
        ]}
      />
    </Container>
  );
}
