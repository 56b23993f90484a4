/** The team in figures: people, and the balance with what is on hold. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { t } from "@lingui/core/macro";

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
              <LinkButton to="/users">{t`Users`}</LinkButton>
              <LinkButton to="/billing">{t`Billing`}</LinkButton>
            </div>
          }
        >
          {t`Your team`}
        </Header>
      }
    >
      {billing.error && (
        <LoadError problem={billing.error} onRetry={() => void billing.refetch()} what={t`the balance`} />
      )}
      <KeyValuePairs
        columns={2}
        minColumnWidth={110}
        items={[
          { label: t`Balance available`, value: money("balance") },
          { label: t`On hold for invitations`, value: money("held") },
          { label: t`On the team`, value: figure(counts?.people) },
          { label: t`Invited`, value: figure(counts?.invited) },
        ]}
      />
    </Container>
  );
}
