/** Second step: the account at the old carrier, as on the bill. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import type { Problem } from "../api/problem";
import { ProblemAlert } from "../parts/ProblemAlert";
import { ACCOUNT_FIELDS, type Bill, type Faults, faultsByField, HOLDER_FIELDS, validateBill } from "./bill";
import { BillFields } from "./BillFields";
import type { PortIn } from "./queries";
import { StepButtons } from "./Steps";

interface Props {
  bill: Bill;
  onChange: (bill: Bill) => void;
  given?: PortIn["carrier"];
  busy: boolean;
  problem: Problem | null;
  onBack: () => void;
  onNext: () => void;
}

export function BillStep({ bill, onChange, given, busy, problem, onBack, onNext }: Props) {
  const [faults, setFaults] = useState<Faults>({});
  const refused = faultsByField(problem?.errors ?? []);
  const set = <Field extends keyof Bill>(field: Field, value: Bill[Field]) => {
    setFaults((before) => without(before, field));
    onChange({ ...bill, [field]: value });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = validateBill(bill, given !== undefined);
    setFaults(found);
    focusFirstFault(event.currentTarget);
    if (Object.keys(found).length === 0 && !busy) onNext();
  };
  const about = { bill, onChange: set, faults: { ...refused, ...faults }, ...(given && { given }) };
  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="l">
        <Container
          header={
            <Header variant="h2" description={t`They check every field. Copy each one from the bill.`}>
              {t`Account at your old carrier`}
            </Header>
          }
        >
          <BillFields fields={ACCOUNT_FIELDS} {...about} />
        </Container>
        <Container header={<Header variant="h2">{t`Account holder`}</Header>}>
          <BillFields fields={HOLDER_FIELDS} {...about} />
        </Container>
        {Object.keys(refused).length === 0 && <ProblemAlert problem={problem} />}
        <StepButtons busy={busy} onBack={onBack} />
      </SpaceBetween>
    </form>
  );
}

/** Move the focus to the first error, once the errors are shown. */
function focusFirstFault(form: Element): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}

function without(faults: Faults, field: keyof Bill): Faults {
  const { [field]: _, ...others } = faults;
  return others;
}
