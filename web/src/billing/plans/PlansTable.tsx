/** The active plans: their number, what is paid, and the next charge. */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
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
    <LoadError problem={plans.error} onRetry={() => void plans.refetch()} what="the plans" />
  );
  return (
    <SpaceBetween size="m">
      {failed}
      <Table
        header={
          <Header variant="h2" description="Billed in advance. Renews automatically until canceled.">
            Plans
          </Header>
        }
        columnDefinitions={columns(catalog)}
        columnDisplay={(narrow ? NARROW : ALL).map((id) => ({ id, visible: true }))}
        items={plans.data?.items ?? []}
        trackBy="subscription_id"
        loading={plans.isPending}
        loadingText="Loading plans"
        empty={failed ? "" : <NoPlans />}
        pagination={pagination}
        wrapLines={narrow}
        contentDensity="comfortable"
        ariaLabels={{ tableLabel: "Plans" }}
      />
    </SpaceBetween>
  );
}

function columns(catalog: Plan[]): TableProps.ColumnDefinition<Subscription>[] {
  const nameOf = (id: string) => catalog.find(({ plan_id }) => plan_id === id)?.name ?? id.replaceAll("_", " ");
  return [
    { id: "number", header: "Number", cell: (plan) => <NumberCell plan={plan} />, isRowHeader: true },
    { id: "plan", header: "Plan", cell: (plan) => <PlanCell plan={plan} nameOf={nameOf} /> },
    { id: "status", header: "Status", cell: (plan) => <PlanStatus plan={plan} /> },
    { id: "paid", header: "Paid through", cell: (plan) => <PaidThroughCell plan={plan} /> },
    { id: "renews", header: "Next charge", cell: (plan) => <NextChargeCell plan={plan} /> },
    {
      id: "both",
      header: "Number and plan",
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
      header: "Status",
      cell: (plan) => (
        <>
          <PlanStatus plan={plan} />
          <Box fontSize="body-s">
            <NextChargeCell plan={plan} />
          </Box>
        </>
      ),
    },
    { id: "manage", header: "Actions", cell: (plan) => <PlanActions plan={plan} catalog={catalog} /> },
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
        <Box color="text-body-secondary" fontSize="body-s">
          Then: {nameOf(plan.next_plan_id)}
        </Box>
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
      <>
        None. Ends <Day at={plan.paid_through} />
      </>
    );
  }
  if (!plan.renews_at) return <>–</>;
  if (plan.store) {
    return (
      <>
        By {nameStore(plan.store)} on <Day at={plan.renews_at} />
      </>
    );
  }
  return (
    <>
      <Amount of={plan.price} /> on <Day at={plan.renews_at} />
      <Box color="text-body-secondary" fontSize="body-s">
        Paid by {plan.payer === "team" ? "the team" : "you"}
      </Box>
    </>
  );
}

function NoPlans() {
  return (
    <EmptyState title="No active plans">
      <span>Every phone number you buy or port has a plan.</span>
      <LinkButton to="/numbers">Go to numbers</LinkButton>
    </EmptyState>
  );
}
