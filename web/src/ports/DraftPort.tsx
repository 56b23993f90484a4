/** A draft in four steps. The current step is kept in the address, and one can go back to each. */
import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { ProblemAlert } from "../parts/ProblemAlert";
import { billOf, changedFields, type PortInChange } from "./bill";
import { BillStep } from "./BillStep";
import { CheckStep } from "./CheckStep";
import { DocumentsStep } from "./DocumentsStep";
import { useUpdatePortIn } from "./mutations";
import { type Choice, NumberStep } from "./NumberStep";
import { unprovedNumbers } from "./progress";
import type { PortIn } from "./queries";
import { type Step, Steps, STEPS } from "./Steps";

export function DraftPortIn({ port }: { port: PortIn }) {
  const [params, setParams] = useSearchParams();
  const requested = STEPS.find((step) => step === params.get("step"));
  const incomplete = unprovedNumbers(port).length > 0 || port.documents.some(({ state }) => state === "missing");
  const step = requested ?? (incomplete ? "documents" : "check");
  const go = (step: Step) => setParams({ step });
  return (
    <SpaceBetween size="l">
      <Steps now={step} open={STEPS} onGo={go} />
      {step === "number" && <EditNumber port={port} onDone={() => go("bill")} />}
      {step === "bill" && <EditBill port={port} onBack={() => go("number")} onDone={() => go("documents")} />}
      {step === "documents" && <DocumentsStep port={port} onBack={() => go("bill")} onNext={() => go("check")} />}
      {step === "check" && <CheckStep port={port} onGo={go} />}
    </SpaceBetween>
  );
}

function EditNumber({ port, onDone }: { port: PortIn; onDone: () => void }) {
  const [choice, setChoice] = useState<Choice>({
    phone_number: port.phone_number,
    plan_id: port.plan?.plan_id ?? "",
    user_id: port.user_id,
    wanted_on: port.wanted_on ?? "",
    others: [],
  });
  const change = useUpdatePortIn(port, onDone);
  return (
    <SpaceBetween size="m">
      <NumberStep
        fixed
        choice={choice}
        onChange={setChoice}
        busy={change.isPending}
        onNext={(choice) => change.mutate(newChoice(port, choice))}
      />
      <ProblemAlert problem={change.error} />
    </SpaceBetween>
  );
}

function newChoice(port: PortIn, { plan_id, user_id, wanted_on }: Choice): PortInChange | null {
  const change = {
    ...(plan_id !== port.plan?.plan_id && { plan_id }),
    ...(user_id !== port.user_id && { user_id }),
    ...(wanted_on !== (port.wanted_on ?? "") && { wanted_on: wanted_on || null }),
  };
  return Object.keys(change).length > 0 ? change : null;
}

function EditBill({ port, onBack, onDone }: { port: PortIn; onBack: () => void; onDone: () => void }) {
  const [bill, setBill] = useState(() => billOf(port));
  const change = useUpdatePortIn(port, onDone);
  const signed = port.documents.some(({ kind, state }) => kind === "authorization" && state === "received");
  return (
    <SpaceBetween size="m">
      {signed && (
        <Alert type="info">{t`The letter was signed with the current name and address. If you change them, you'll need to sign it again.`}</Alert>
      )}
      <BillStep
        bill={bill}
        onChange={setBill}
        given={port.carrier}
        busy={change.isPending}
        problem={change.error}
        onBack={onBack}
        onNext={() => change.mutate(changedFields(port, bill))}
      />
    </SpaceBetween>
  );
}
