/** The steps of a registration: what it costs, the business, the texts, and a review. What is typed survives a reload. */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Steps from "@cloudscape-design/components/wizard";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { useStoredState } from "../parts/useStoredState";
import { Price } from "./Price";
import { FormFields, shownValue, WORDS } from "./fields";
import { type Draft, EMPTY, type Faults, faultsOf, type Field, type Part, toDraft, toForm, validate } from "./form";
import { type Registration, useSendForm } from "./queries";

type StepName = "price" | Part | "review";

export function RegistrationWizard({ known }: { known: Registration | null }) {
  const editable = known?.editable ?? ["*"];
  const all = editable.includes("*");
  const isNew = !known || known.status === "draft";
  const [typed, keep] = useStoredState(`teamline.texting.${known?.status ?? "new"}`, known ? toDraft(known) : EMPTY);
  const [faults, setFaults] = useState<Faults>({});
  const [at, setAt] = useState(0);
  const notify = useNotify();
  const send = useSendForm(known, () => {
    keep(EMPTY);
    sessionStorage.removeItem(`teamline.texting.${known?.status ?? "new"}`);
    notify({ type: "success", text: t`We sent your registration.` });
    window.scrollTo(0, 0);
  });
  const steps: StepName[] = [
    ...(isNew ? (["price"] as const) : []),
    ...(all ? (["business"] as const) : []),
    "messages",
    "review",
  ];
  const found = { ...faultsOf(send.error?.errors ?? []), ...faults };
  const set = (part: Part, field: Field, value: string) => {
    setFaults(({ [field]: _, ...others }) => others);
    keep({ ...typed, [part]: { ...typed[part], [field]: value } });
  };
  const go = (to: number) => {
    const step = steps[at];
    const wrong = to > at && (step === "business" || step === "messages") ? validate(step, typed) : {};
    setFaults(wrong);
    if (Object.keys(wrong).length === 0) setAt(to);
  };
  const contents: Record<StepName, { title: string; description?: string; content: React.ReactNode }> = {
    price: { title: t`Cost and timing`, content: <Price /> },
    business: {
      title: t`Your business`,
      description: t`Reviewers compare every field with the tax office's records.`,
      content: <Fields part="business" {...{ draft: typed, faults: found, editable }} onChange={set} />,
    },
    messages: {
      title: t`Your texts`,
      description: t`The mobile carriers review these.`,
      content: <Fields part="messages" {...{ draft: typed, faults: found, editable }} onChange={set} />,
    },
    review: {
      title: t`Review and send`,
      content: (
        <SpaceBetween size="l">
          <Summary draft={typed} parts={all ? ["business", "messages"] : ["messages"]} />
          {isNew ? <Price /> : <Alert type="info">{t`Sending the corrected form again is free.`}</Alert>}
          <ProblemAlert problem={send.error} />
        </SpaceBetween>
      ),
    },
  };
  return (
    <Steps
      i18nStrings={WORDS_OF_STEPS}
      steps={steps.map((step) => contents[step])}
      activeStepIndex={at}
      onNavigate={({ detail }) => go(detail.requestedStepIndex)}
      onSubmit={() => !send.isPending && send.mutate(toForm(typed))}
      onCancel={() => setAt(0)}
      isLoadingNextStep={send.isPending}
      submitButtonText={isNew ? t`Pay and send` : t`Send again`}
    />
  );
}

const WORDS_OF_STEPS = {
  stepNumberLabel: (step: number) => t`Step ${step}`,
  collapsedStepsLabel: (step: number, count: number) => t`Step ${step} of ${count}`,
  navigationAriaLabel: t`Steps`,
  cancelButton: t`Start over`,
  previousButton: t`Back`,
  nextButton: t`Continue`,
};

interface FieldsProps {
  part: Part;
  draft: Draft;
  faults: Faults;
  editable: readonly string[];
  onChange: (part: Part, field: Field, value: string) => void;
}

function Fields({ part, onChange, ...props }: FieldsProps) {
  return (
    <Container>
      <FormFields part={part} {...props} onChange={(field, value) => onChange(part, field, value)} />
    </Container>
  );
}

export function Summary({ draft, parts }: { draft: Draft; parts: readonly Part[] }) {
  return (
    <SpaceBetween size="l">
      {parts.map((part) => (
        <Container
          key={part}
          header={<Header variant="h2">{part === "business" ? t`Your business` : t`Your texts`}</Header>}
        >
          <KeyValuePairs
            columns={part === "business" ? 3 : 1}
            items={(Object.entries(draft[part]) as [Field, string][]).map(([field, value]) => ({
              label: WORDS[field].label,
              value: <span className="texting-value">{shownValue(field, value) || "–"}</span>,
            }))}
          />
        </Container>
      ))}
    </SpaceBetween>
  );
}
