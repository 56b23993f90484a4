/** First step: the number, its plan and user, and the price (B15). */
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { PORT_IN_FIRST_DAY, PORT_IN_LAST_DAY } from "../api/terms";
import type { Problem } from "../api/problem";
import { usePlans } from "../api/plans";
import { useTeam } from "../api/team";
import { QuoteTable } from "../billing";
import { parsePhone } from "../formats/phone";
import { addDays, dayInZone } from "../formats/time";
import { PlanField } from "../numbers";
import { DayField } from "../parts/DayField";
import { PhoneField } from "../parts/fields";
import { PersonField } from "../parts/PersonField";
import { ProblemAlert } from "../parts/ProblemAlert";
import { Phone } from "../parts/values";
import { findFaults, type NumberFaults, type OtherNumber, OtherNumbers, readFaults, toNumbers } from "./OtherNumbers";
import { kindOfNumber } from "./progress";
import { usePortInQuote } from "./queries";
import { StepButtons } from "./Steps";

export interface Choice {
  /** As it is typed; fixed once the draft exists. */
  phone_number: string;
  plan_id: string;
  user_id: string | null;
  wanted_on: string;
  /** The other numbers of the account that move along. */
  others: OtherNumber[];
}

interface Props {
  choice: Choice;
  onChange: (choice: Choice) => void;
  /** The message of a problem with the number when the form was sent. */
  fault?: string;
  /** The messages of problems with other numbers. */
  otherFaults?: NumberFaults;
  fixed?: boolean;
  busy?: boolean;
  onNext: (choice: Choice) => void;
}

const NOT_US_NUMBER = t`You can only port US numbers: 10 digits, such as (415) 555-0100.`;

export function NumberStep({ choice, onChange, fault, otherFaults, fixed = false, busy = false, onNext }: Props) {
  const [missed, setMissed] = useState(false);
  const { managesTeam } = useTeam();
  const { phone_number, kind, plan_id, with_numbers } = usePlanChoice(choice);
  const { user_id, wanted_on, others } = choice;
  const wrong = findFaults(choice.phone_number, others);
  const complete = kind && plan_id && Object.keys(wrong).length === 0;
  // Each quote is a check at the carrier, of which an hour has few: choosing users asks for none.
  const unassigned = with_numbers?.map(({ user_id: _, ...number }) => number);
  const price = usePortInQuote(
    complete ? { phone_number, plan_id, user_id, wanted_on: wanted_on || null, with_numbers: unassigned } : null,
  );
  const refused = readFaults(price.error);
  const set = (part: Partial<Choice>) => onChange({ ...choice, plan_id, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissed(!complete);
    if (price.error) void price.refetch();
    else if (complete && price.data) onNext({ ...choice, plan_id });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Container>
        <SpaceBetween size="l">
          {fixed ? (
            <Box fontSize="heading-m" fontWeight="bold">
              <Phone number={choice.phone_number} />
            </Box>
          ) : (
            <PhoneField
              label={t`Number to port`}
              constraint={t`A US number you have with another carrier: mobile, landline or toll-free.`}
              value={choice.phone_number}
              onChange={(value) => set({ phone_number: value })}
              error={missed && !kind ? NOT_US_NUMBER : (fault ?? faultOf(price.error))}
            />
          )}
          {kind && <PlanField kind={kind} value={plan_id} onChange={(chosen) => set({ plan_id: chosen })} />}
          {managesTeam && (
            <PersonField
              label={t`User`}
              noneLabel={t`No one yet`}
              value={user_id}
              onChange={(user_id) => set({ user_id })}
              constraint={t`Who gets the number when it arrives. You can move it at any time.`}
            />
          )}
          {!fixed && (
            <OtherNumbers
              numbers={others}
              onChange={(others) => set({ others })}
              faults={{ ...otherFaults, ...refused, ...(missed && wrong) }}
              forTeam={managesTeam}
            />
          )}
          <PreferredDayField
            value={wanted_on}
            onChange={(wanted_on) => set({ wanted_on })}
            error={price.error?.messageFor("wanted_on")}
          />
          {complete && price.data && <QuoteTable quote={price.data} />}
          {!faultOf(price.error) && Object.keys(refused).length === 0 && (
            <ProblemAlert problem={price.error} fields={["wanted_on"]} />
          )}
          <StepButtons busy={busy || price.isFetching} />
        </SpaceBetween>
      </Container>
    </form>
  );
}

/** Reads the number and its kind, and picks the first plan of that kind unless a fitting one is chosen. */
function usePlanChoice(choice: Choice) {
  const plans = usePlans().data?.items ?? [];
  const phone_number = parsePhone(choice.phone_number, "US") ?? "";
  const kind = kindOfNumber(phone_number);
  const fitting = plans.filter((plan) => plan.kind === kind);
  const plan_id = (fitting.find(({ plan_id }) => plan_id === choice.plan_id) ?? fitting[0])?.plan_id ?? "";
  return { phone_number, kind, plan_id, with_numbers: toNumbers(choice.others, plan_id, plans) };
}

function faultOf(problem: Problem | null): string | undefined {
  return problem?.code === "number_taken" ? problem.messageFor("phone_number") : undefined;
}

export function PreferredDayField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (day: string) => void;
  error?: string | undefined;
}) {
  const today = dayInZone("UTC");
  return (
    <DayField
      label={t`Preferred date`}
      optional
      constraint={t`A business day, ${PORT_IN_FIRST_DAY} to ${PORT_IN_LAST_DAY} days from now. Your old carrier decides and may choose another date.`}
      first={addDays(today, PORT_IN_FIRST_DAY)}
      last={addDays(today, PORT_IN_LAST_DAY)}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
