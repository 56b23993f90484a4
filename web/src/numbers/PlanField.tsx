/** Choose a plan: what it costs, and what the longer one saves. */
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";

import { Loading } from "../parts/Loading";
import { Failed } from "../parts/Refusal";
import { usePlans, type Kind } from "./queries";
import { priceOf, savingOf } from "./words";

interface Props {
  kind: Kind;
  value: string;
  onChange: (plan_id: string) => void;
  error?: string | undefined;
}

export function PlanField({ kind, value, onChange, error }: Props) {
  const plans = usePlans();
  if (plans.isPending) return <Loading what="the plans" />;
  if (plans.error) return <Failed problem={plans.error} onRetry={() => void plans.refetch()} what="the plans" />;
  const fitting = plans.data.items.filter((plan) => plan.kind === kind);
  return (
    <FormField label="Plan" errorText={error}>
      <RadioGroup
        value={value}
        items={fitting.map((plan) => ({
          value: plan.plan_id,
          label: priceOf(plan),
          description: savingOf(plan, fitting) || "Renews each month, until you cancel",
        }))}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
