/** The other numbers of the same account that move along: each with its user, one form and one letter for all. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { MOST_PORT_IN_NUMBERS } from "../api/terms";
import type { Plan } from "../api/plans";
import type { Problem } from "../api/problem";
import { formatPhone, parsePhone } from "../formats/phone";
import { PhoneField } from "../parts/fields";
import { PersonField } from "../parts/PersonField";
import { kindOfNumber } from "./progress";
import type { NewPortIn } from "./queries";

export interface OtherNumber {
  /** As it is typed. */
  phone_number: string;
  user_id: string | null;
}

export type NumberFaults = Record<number, string>;

interface Props {
  numbers: OtherNumber[];
  onChange: (numbers: OtherNumber[]) => void;
  faults: NumberFaults;
  /** Whether each number can have a user of its own. */
  forTeam: boolean;
}

export function OtherNumbers({ numbers, onChange, faults, forTeam }: Props) {
  const set = (place: number, part: Partial<OtherNumber>) =>
    onChange(numbers.map((other, index) => (index === place ? { ...other, ...part } : other)));
  return (
    <FormField
      label={t`Other numbers on the same account`}
      description={t`Move them together: one form and one signed letter for all. Each number gets its own code and plan.`}
      stretch
    >
      <SpaceBetween size="m">
        {numbers.map((other, place) => (
          <div key={place} className="other-number">
            <PhoneField
              label={t`Number ${place + 2}`}
              value={other.phone_number}
              onChange={(phone_number) => set(place, { phone_number })}
              error={faults[place]}
            />
            {forTeam && (
              <PersonField
                label={t`User`}
                noneLabel={t`No one yet`}
                value={other.user_id}
                onChange={(user_id) => set(place, { user_id })}
              />
            )}
            <Button
              formAction="none"
              iconName="remove"
              ariaLabel={
                other.phone_number
                  ? t`Remove number ${place + 2}: ${formatPhone(other.phone_number, "US")}`
                  : t`Remove number ${place + 2}`
              }
              onClick={() => onChange(numbers.filter((_, index) => index !== place))}
            >
              {t`Remove`}
            </Button>
          </div>
        ))}
        {numbers.length + 1 < MOST_PORT_IN_NUMBERS && (
          <Button
            formAction="none"
            iconName="add-plus"
            onClick={() => onChange([...numbers, { phone_number: "", user_id: null }])}
          >
            {t`Add another number`}
          </Button>
        )}
      </SpaceBetween>
    </FormField>
  );
}

/** Why a number that was typed can't be one of the request, by its place. */
export function findFaults(first: string, numbers: OtherNumber[]): NumberFaults {
  const faults: NumberFaults = {};
  const seen = new Set([parsePhone(first, "US")]);
  numbers.forEach(({ phone_number }, place) => {
    const parsed = parsePhone(phone_number, "US");
    if (!kindOfNumber(parsed)) faults[place] = t`Enter a US number: 10 digits, such as (415) 555-0100. Or remove it.`;
    else if (seen.has(parsed)) faults[place] = t`This number is in the request twice.`;
    seen.add(parsed);
  });
  return faults;
}

/** The messages of the API about other numbers, by place. */
export function readFaults(problem: Problem | null): NumberFaults {
  const faults: NumberFaults = {};
  for (const { field, message } of problem?.errors ?? []) {
    const place = /^with_numbers\.(\d+)\./.exec(field)?.[1];
    if (place !== undefined) faults[Number(place)] = message;
  }
  return faults;
}

/** The other numbers as the API expects them: a number of another kind than the first has the first plan of its kind. */
export function toNumbers(numbers: OtherNumber[], plan_id: string, plans: Plan[]): NewPortIn["with_numbers"] {
  const chosen = plans.find((plan) => plan.plan_id === plan_id);
  return numbers.map(({ phone_number, user_id }) => {
    const parsed = parsePhone(phone_number, "US") ?? phone_number;
    const kind = kindOfNumber(parsed);
    const plan = kind === chosen?.kind ? chosen : plans.find((plan) => plan.kind === kind);
    return { phone_number: parsed, ...(plan && { plan_id: plan.plan_id }), ...(user_id && { user_id }) };
  });
}
