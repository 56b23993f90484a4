/** Make a number its user's default for outgoing calls and texts (N4). */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { Refusal } from "../parts/Refusal";
import { useNumberChange } from "./changes";
import type { PhoneNumber } from "./queries";

export function Default({ number }: { number: PhoneNumber }) {
  const change = useNumberChange(number);
  return (
    <SpaceBetween size="xs">
      <Refusal problem={change.error} />
      <Button iconName="call" loading={change.isPending} onClick={() => change.mutate({ is_default: true })}>
        Make it the default for outgoing calls
      </Button>
    </SpaceBetween>
  );
}
