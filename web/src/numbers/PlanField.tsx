/** Chooses a plan, with its price and what the longer one saves. */
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { t } from "@lingui/core/macro";

import { type NumberKind, usePlans } from "../api/plans";
import { formatPlanPrice, formatPlanSaving } from "../formats/plan";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";

interface Props {
  kind: NumberKind;
  value: string;
  onChange: (plan_id: string) => void;
  error?: string | undefined;
}

export function PlanField({ kind, value, onChange, error }: Props) {
  const plans = usePlans();
  if (plans.isPending) return <Loading what={t`the plans`} />;
  if (plans.error) return <LoadError problem={plans.error} onRetry={() => void plans.refetch()} what={t`the plans`} />;
  const fitting = plans.data.items.filter((plan) => plan.kind === kind);
  return (
    <FormField label={t`Plan`} errorText={error}>
      <RadioGroup
        value={value}
        items={fitting.map((plan) => ({
          value: plan.plan_id,
          label: formatPlanPrice(plan),
          description: formatPlanSaving(plan, fitting) || t`Renews monthly until canceled`,
        }))}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
