/** Makes a number its user's default for outgoing calls and texts (N4). */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { ProblemAlert } from "../parts/ProblemAlert";
import { useUpdateNumber } from "./mutations";
import type { PhoneNumber } from "./types";

export function DefaultButton({ number }: { number: PhoneNumber }) {
  const change = useUpdateNumber(number);
  return (
    <SpaceBetween size="xs">
      <ProblemAlert problem={change.error} />
      <Button iconName="call" loading={change.isPending} onClick={() => change.mutate({ is_default: true })}>
        {t`Make default for outgoing calls`}
      </Button>
    </SpaceBetween>
  );
}
