/** Who keeps the numbers of several people: one choice for all, and another one for any number. */
import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";

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
      <FormField label="Phone numbers the team pays for">
        <RadioGroup
          value={numbers}
          onChange={({ detail }) => onChange({ numbers: detail.value as KeptBy, ofNumbers: {} })}
          items={[
            { value: "keep", label: "All stay with the team" },
            { value: "hand_over", label: "All go with their people", description: "Including the paid period" },
          ]}
        />
      </FormField>
      <Box color="text-body-secondary">Or choose for each number:</Box>
      <ul className="numbers-of-each" aria-label="Numbers of each person">
        {withNumbers.flatMap((user) =>
          user.numbers.map(({ number_id, phone_number }) => (
            <li key={`${rowId(user)} ${number_id}`}>
              <div>
                <Box fontWeight="bold">{displayName(user)}</Box>
                <Box color="text-body-secondary">{formatPhone(phone_number)}</Box>
              </div>
              <SegmentedControl
                label={`Who keeps ${formatPhone(phone_number)} of ${displayName(user)}`}
                selectedId={ofNumbers[number_id] ?? numbers}
                options={[
                  { id: "keep", text: "Stays" },
                  { id: "hand_over", text: "Goes along" },
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
