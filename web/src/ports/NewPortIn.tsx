/** Starts a port-in: the first two steps. What is typed survives a reload, except for the PIN, which isn't stored. */
import "./ports.css";

import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useNavigate } from "react-router";

import { api } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { type Plan, usePlans } from "../api/plans";
import type { Problem } from "../api/problem";
import { unwrapResult } from "../api/quotes";
import { parsePhone } from "../formats/phone";
import { LinkButton } from "../parts/LinkButton";
import { Screen } from "../parts/Screen";
import { useStoredState } from "../parts/useStoredState";
import { EMPTY_BILL, toRequest } from "./bill";
import { BillStep } from "./BillStep";
import { useShowUpdated } from "./mutations";
import { type Choice, NumberStep } from "./NumberStep";
import { readFaults, toNumbers } from "./OtherNumbers";
import type { NewPortIn as Form } from "./queries";
import { type Step, Steps } from "./Steps";

interface FormState {
  step: Extract<Step, "number" | "bill">;
  choice: Choice;
  bill: typeof EMPTY_BILL;
}

const EMPTY_FORM: FormState = {
  step: "number",
  choice: { phone_number: "", plan_id: "", user_id: null, wanted_on: "", others: [] },
  bill: EMPTY_BILL,
};

export function NewPortIn() {
  const [typed, keep] = useStoredState("teamline.port-in", EMPTY_FORM);
  const [pin, setPin] = useState("");
  const { step, bill } = typed;
  const choice = { ...EMPTY_FORM.choice, ...typed.choice };
  const plans = usePlans().data?.items ?? [];
  const set = (part: Partial<FormState>) => keep({ ...typed, ...part });
  const begin = useCreatePortIn({ onBegun: () => keep(EMPTY_FORM), onOtherNumber: () => set({ step: "number" }) });
  const aboutNumber = numberFault(begin.error);
  const aboutOthers = readFaults(begin.error);
  const back = () => {
    begin.reset();
    set({ step: "number" });
  };
  return (
    <Screen
      title={t`Port a number`}
      description={t`Keep the number people know. Porting is free, and the number works with your old carrier until it moves.`}
      actions={<LinkButton to="/numbers/port-ins">{t`All port-ins`}</LinkButton>}
    >
      <div className="form-page">
        <SpaceBetween size="l">
          <Steps now={step} open={["number"]} onGo={back} />
          {step === "number" ? (
            <NumberStep
              choice={choice}
              onChange={(choice) => {
                if (isAboutNumbers(begin.error)) begin.reset();
                set({ choice });
              }}
              {...(aboutNumber && { fault: aboutNumber })}
              otherFaults={aboutOthers}
              onNext={(choice) => set({ choice, step: "bill" })}
            />
          ) : (
            <BillStep
              bill={{ ...bill, pin }}
              onChange={({ pin, ...others }) => {
                setPin(pin);
                set({ bill: { ...others, pin: "" } });
              }}
              busy={begin.isPending}
              problem={begin.error}
              onBack={back}
              onNext={() => begin.mutate(formOf(choice, { ...bill, pin }, plans))}
            />
          )}
        </SpaceBetween>
      </div>
    </Screen>
  );
}

function formOf(choice: Choice, bill: FormState["bill"], plans: Plan[]): Form {
  return {
    with_numbers: toNumbers(choice.others, choice.plan_id, plans),
    phone_number: parsePhone(choice.phone_number, "US") ?? choice.phone_number,
    plan_id: choice.plan_id,
    ...(choice.user_id && { user_id: choice.user_id }),
    ...(choice.wanted_on && { wanted_on: choice.wanted_on }),
    ...toRequest(bill),
  };
}

/** Creates the draft. A problem with the number itself is fixed in the first step, and the second keeps its values. */
function useCreatePortIn({ onBegun, onOtherNumber }: { onBegun: () => void; onOtherNumber: () => void }) {
  const navigate = useNavigate();
  const show = useShowUpdated();
  return useApiMutation((body: Form, header) => unwrapResult(api.POST("/v1/port-ins", { params: { header }, body })), {
    onSuccess: (port) => {
      show(port);
      onBegun();
      void navigate(`/numbers/port-ins/${port.port_id}?step=documents`, { replace: true, state: { stepped: true } });
    },
    onError: (problem) => isAboutNumbers(problem) && onOtherNumber(),
  });
}

/** Whether the first step has to fix a problem. */
function isAboutNumbers(problem: Problem | null): boolean {
  return Boolean(numberFault(problem)) || Object.keys(readFaults(problem)).length > 0;
}

/** The message of a problem with the first number. */
function numberFault(problem: Problem | null): string | undefined {
  if (!problem || Object.keys(readFaults(problem)).length > 0) return undefined;
  if (["not_portable", "number_taken", "invalid_phone_number"].includes(problem.code)) return problem.message;
  return problem.messageFor("phone_number");
}
