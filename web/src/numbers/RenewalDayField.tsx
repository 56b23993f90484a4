/** Chooses whether a number renews on the same day as the payer's other numbers, or on its own (B8). */
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { t } from "@lingui/core/macro";

import type { Body } from "../api/shapes";

export type BillingDay = NonNullable<Body<"/v1/numbers">["billing_day"]>;

interface Props {
  value: BillingDay;
  onChange: (day: BillingDay) => void;
}

export function RenewalDayField({ value, onChange }: Props) {
  return (
    <FormField label={t`Renewal day`}>
      <RadioGroup
        value={value}
        items={[
          {
            value: "shared",
            label: t`Together with your other numbers`,
            description: t`One payment for all of them. The first period is prorated to that day.`,
          },
          { value: "own", label: t`On its own day`, description: t`You pay for a full period now.` },
        ]}
        onChange={({ detail }) => onChange(detail.value === "own" ? "own" : "shared")}
      />
    </FormField>
  );
}
