/** The price of each number plan, and what is free. */
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
      {plans.isPending && <Loading what="the plans" />}
      {plans.error && <LoadError problem={plans.error} onRetry={() => void plans.refetch()} what="the plans" />}
      <ul className="offers" aria-label="Plans">
        {plans.data?.items.map((plan) => (
          <Card
            key={plan.plan_id}
            name={`${KIND_LABELS[plan.kind]} number`}
            price={<Amount of={plan.price} />}
            per={plan.months === 1 ? "a month" : `for ${plan.months} months`}
          >
            {planDescription(plan, plans.data.items)}
          </Card>
        ))}
        <Card name="Port your number" price="Free" per="plus one of these plans">
          Move a number you have with another carrier. You keep it, and the move is free.
        </Card>
        <Card name="Team account" price="Free" per="for any number of people">
          Users, roles, credits, receipts and the activity log. No per-user fees.
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
  if (saving) return `${saving}. Credits pay for calls and texts.`;
  return plan.kind === "toll_free"
    ? "800, 833, 844 and more. Your callers pay nothing."
    : "A US number for calls and texts, in the area code and city you choose.";
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
