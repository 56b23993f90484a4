/** The active plans: their number, what is paid, and the next charge. */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { type Plan, usePlans } from "../../api/plans";
import { EmptyState } from "../../parts/EmptyState";
import { LinkButton, PlaceLink } from "../../parts/LinkButton";
import { LoadError } from "../../parts/ProblemAlert";
import { nameStore } from "../../parts/StoreLink";
import { useIsNarrow } from "../../parts/useIsNarrow";
import { Amount, Day, Phone } from "../../parts/values";
import { PlanActions } from "./PlanActions";
import { PlanStatus } from "./planStatus";
import type { Subscription, useSubscriptions } from "./queries";

interface Props {
  plans: ReturnType<typeof useSubscriptions>;
  pagination: ReactNode;
}

const ALL = ["number", "plan", "status", "paid", "renews", "manage"];
const NARROW = ["both", "when", "manage"];

export function PlansTable({ plans, pagination }: Props) {
  const narrow = useIsNarrow();
  const catalog = usePlans().data?.items ?? [];
  const failed = plans.error && (
    <LoadError problem={plans.error} onRetry={() => void plans.refetch()} what={t`the plans`} />
  );
  return (
    <SpaceBetween size="m">
      {failed}
      <Table
        header={
          <Header variant="h2" description={t`Billed in advance. Renews automatically until canceled.`}>
            {t`Plans`}
          </Header>
        }
        columnDefinitions={columns(catalog)}
        columnDisplay={(narrow ? NARROW : ALL).map((id) => ({ id, visible: true }))}
        items={plans.data?.items ?? []}
        trackBy="subscription_id"
        loading={plans.isPending}
        loadingText={t`Loading plans`}
        empty={failed ? "" : <NoPlans />}
        pagination={pagination}
        wrapLines={narrow}
        contentDensity="comfortable"
        ariaLabels={{ tableLabel: t`Plans` }}
      />
    </SpaceBetween>
  );
}

function columns(catalog: Plan[]): TableProps.ColumnDefinition<Subscription>[] {
  const nameOf = (id: string) => catalog.find(({ plan_id }) => plan_id === id)?.name ?? id.replaceAll("_", " ");
  return [
    { id: "number", header: t`Number`, cell: (plan) => <NumberCell plan={plan} />, isRowHeader: true },
    { id: "plan", header: t`Plan`, cell: (plan) => <PlanCell plan={plan} nameOf={nameOf} /> },
    { id: "status", header: t`Status`, cell: (plan) => <PlanStatus plan={plan} /> },
    { id: "paid", header: t`Paid through`, cell: (plan) => <PaidThroughCell plan={plan} /> },
    { id: "renews", header: t`Next charge`, cell: (plan) => <NextChargeCell plan={plan} /> },
    {
      id: "both",
      header: t`Number and plan`,
      isRowHeader: true,
      cell: (plan) => (
        <>
          <NumberCell plan={plan} />
          <PlanCell plan={plan} nameOf={nameOf} />
        </>
      ),
    },
    {
      id: "when",
      header: t`Status`,
      cell: (plan) => (
        <>
          <PlanStatus plan={plan} />
          <Box fontSize="body-s">
            <NextChargeCell plan={plan} />
          </Box>
        </>
      ),
    },
    { id: "manage", header: t`Actions`, cell: (plan) => <PlanActions plan={plan} catalog={catalog} /> },
  ];
}

function NumberCell({ plan }: { plan: Subscription }) {
  return (
    <Box fontWeight="bold">
      <PlaceLink to={`/numbers/${plan.number_id}`}>
        <Phone number={plan.phone_number} />
      </PlaceLink>
    </Box>
  );
}

function PlanCell({ plan, nameOf }: { plan: Subscription; nameOf: (id: string) => string }) {
  return (
    <>
      {nameOf(plan.plan_id)}
      {plan.next_plan_id && (
        <Box color="text-body-secondary" fontSize="body-s">{t`Then: ${nameOf(plan.next_plan_id)}`}</Box>
      )}
    </>
  );
}

function PaidThroughCell({ plan }: { plan: Subscription }) {
  return plan.status === "opening" ? <>–</> : <Day at={plan.paid_through} />;
}

function NextChargeCell({ plan }: { plan: Subscription }) {
  if (plan.status === "cancelled") {
    return (
      <Trans>
        None. Ends <Day at={plan.paid_through} />
      </Trans>
    );
  }
  if (!plan.renews_at) return <>–</>;
  if (plan.store) {
    return (
      <Trans>
        By {nameStore(plan.store)} on <Day at={plan.renews_at} />
      </Trans>
    );
  }
  return (
    <>
      <Trans>
        <Amount of={plan.price} /> on <Day at={plan.renews_at} />
      </Trans>
      <Box color="text-body-secondary" fontSize="body-s">
        {plan.payer === "team" ? t`Paid by the team` : t`Paid by you`}
      </Box>
    </>
  );
}

function NoPlans() {
  return (
    <EmptyState title={t`No active plans`}>
      <span>{t`Every phone number you buy or port has a plan.`}</span>
      <LinkButton to="/numbers">{t`Go to numbers`}</LinkButton>
    </EmptyState>
  );
}
