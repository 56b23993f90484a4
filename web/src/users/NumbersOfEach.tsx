/** Who keeps the numbers of several people: one choice for all, and another one for any number. */
import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { displayName, type User } from "../api/team";
import { formatPhone } from "../formats/phone";
import type { Choice, KeptBy } from "./bulk";
import { rowId } from "./labels";
import "./numbers-of-each.css";

interface Props {
  users: User[];
  choice: Choice;
  onChange: (part: Partial<Choice>) => void;
}

export function NumbersOfEach({ users, choice: { numbers, ofNumbers }, onChange }: Props) {
  const withNumbers = users.filter((user) => user.numbers.length > 0);
  if (withNumbers.length === 0) return null;
  return (
    <SpaceBetween size="s">
      <FormField label={t`Phone numbers the team pays for`}>
        <RadioGroup
          value={numbers}
          onChange={({ detail }) => onChange({ numbers: detail.value as KeptBy, ofNumbers: {} })}
          items={[
            { value: "keep", label: t`All stay with the team` },
            { value: "hand_over", label: t`All go with their people`, description: t`Including the paid period` },
          ]}
        />
      </FormField>
      <Box color="text-body-secondary">{t`Or choose for each number:`}</Box>
      <ul className="numbers-of-each" aria-label={t`Numbers of each person`}>
        {withNumbers.flatMap((user) =>
          user.numbers.map(({ number_id, phone_number }) => (
            <li key={`${rowId(user)} ${number_id}`}>
              <div>
                <Box fontWeight="bold">{displayName(user)}</Box>
                <Box color="text-body-secondary">{formatPhone(phone_number)}</Box>
              </div>
              <SegmentedControl
                label={t`Who keeps ${formatPhone(phone_number)} of ${displayName(user)}`}
                selectedId={ofNumbers[number_id] ?? numbers}
                options={[
                  { id: "keep", text: t`Stays` },
                  { id: "hand_over", text: t`Goes along` },
                ]}
                onChange={({ detail }) =>
                  onChange({ ofNumbers: { ...ofNumbers, [number_id]: detail.selectedId as KeptBy } })
                }
              />
            </li>
          )),
        )}
      </ul>
    </SpaceBetween>
  );
}
