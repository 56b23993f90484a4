/** @jsxImportSource preact */
/** The price of each number plan, and what is free. */
import { plural, t } from "@lingui/core/macro";
import type { ComponentChildren } from "preact";

import { api, unwrap } from "../api/client";
import type { Row } from "../api/shapes";
import { formatMoney } from "../formats/money";
import { formatPlanSaving, NUMBER_LABELS } from "../formats/plan";
import { Loading } from "./Loading";
import { LoadError } from "./ProblemNote";
import { useAsked } from "./useAsked";

type Plan = Row<"/v1/plans">;

const USUAL_PLANS = 4;

export function PlanCards() {
  const plans = useAsked("plans", () => unwrap(api.GET("/v1/plans")));
  return (
    <>
      {plans.problem && <LoadError problem={plans.problem} onRetry={plans.again} what={t`the plans`} />}
      <ul class="offers" aria-label={t`Plans`}>
        {!plans.data && !plans.problem && <Waiting />}
        {plans.data?.items.map((plan) => (
          <Card
            key={plan.plan_id}
            name={NUMBER_LABELS[plan.kind]}
            price={formatMoney(plan.price)}
            per={t`${plural(plan.months, { one: "a month", other: "for # months" })}`}
          >
            {planDescription(plan, plans.data!.items)}
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

/** Room for the plans, so that nothing moves when they are there. */
function Waiting() {
  return (
    <>
      {Array.from({ length: USUAL_PLANS }, (_, index) => (
        <li key={index} class="card card-empty">
          {index === 0 && <Loading what={t`the plans`} />}
        </li>
      ))}
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
  price: string;
  per: string;
  children: ComponentChildren;
}

function Card({ name, price, per, children }: CardProps) {
  return (
    <li class="card">
      <h3>{name}</h3>
      <p class="card-price">
        <span class="big-figure">{price}</span> {per}
      </p>
      <p>{children}</p>
    </li>
  );
}
