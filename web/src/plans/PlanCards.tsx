/** The price of each number plan, and what is free. */
import { plural, t } from "@lingui/core/macro";
import type { ReactNode } from "react";

import { type Plan, usePlans } from "../api/plans";
import { formatPlanSaving, KIND_LABELS } from "../formats/plan";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";

export function PlanCards() {
  const plans = usePlans();
  return (
    <>
      {plans.isPending && <Loading what={t`the plans`} />}
      {plans.error && <LoadError problem={plans.error} onRetry={() => void plans.refetch()} what={t`the plans`} />}
      <ul className="offers" aria-label={t`Plans`}>
        {plans.data?.items.map((plan) => (
          <Card
            key={plan.plan_id}
            name={t`${KIND_LABELS[plan.kind]} number`}
            price={<Amount of={plan.price} />}
            per={t`${plural(plan.months, { one: "a month", other: "for # months" })}`}
          >
            {planDescription(plan, plans.data.items)}
          </Card>
        ))}
        <Card name={t`Port your number`} price={t`Free`} per={t`plus one of these plans`}>
          {t`Move a number you have with another carrier. You keep it, and the move is free.`}
        </Card>
        <Card name={t`Team account`} price={t`Free`} per={t`for any number of people`}>
          {t`Users, roles, credits, receipts and the activity log. No per-user fees.`}
        </Card>
      </ul>
    </>
  );
}

function planDescription(plan: Plan, plans: Plan[]): string {
  const saving = formatPlanSaving(
    plan,
    plans.filter(({ kind }) => kind === plan.kind),
  );
  if (saving) return t`${saving}. Credits pay for calls and texts.`;
  return plan.kind === "toll_free"
    ? t`800, 833, 844 and more. Your callers pay nothing.`
    : t`A US number for calls and texts, in the area code and city you choose.`;
}

interface CardProps {
  name: string;
  price: ReactNode;
  per: string;
  children: ReactNode;
}

function Card({ name, price, per, children }: CardProps) {
  return (
    <li className="card">
      <h3>{name}</h3>
      <p className="card-price">
        <span className="big-figure">{price}</span> {per}
      </p>
      <p>{children}</p>
    </li>
  );
}
