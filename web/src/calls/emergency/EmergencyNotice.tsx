/** Says, before a number is bought, how emergency calls are made; to be acknowledged once (N11). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";

import { useAcknowledge, useEmergency } from "./queries";

/** Whether the person must still acknowledge how emergency calls are made. */
export function useMustAcknowledge(): boolean {
  const emergency = useEmergency().data;
  return emergency !== undefined && emergency.acknowledged_at === null;
}

export function EmergencyNotice({ error }: { error?: string | undefined }) {
  const emergency = useEmergency().data;
  const acknowledge = useAcknowledge();
  const [asked, setAsked] = useState(false);
  if (!emergency) return null;
  const isDone = emergency.acknowledged_at !== null;
  if (isDone && !asked) {
    return (
      <Box color="text-body-secondary" fontSize="body-s">
        {emergency.notice}
      </Box>
    );
  }
  return (
    <Alert type="info" header="Emergency calls">
      <SpaceBetween size="s">
        <div>{emergency.notice}</div>
        <FormField errorText={acknowledge.error?.message ?? (isDone ? undefined : error)}>
          <Checkbox
            checked={isDone || acknowledge.isPending}
            disabled={isDone || acknowledge.isPending}
            onChange={() => {
              setAsked(true);
              acknowledge.mutate();
            }}
          >
            I understand
          </Checkbox>
        </FormField>
      </SpaceBetween>
    </Alert>
  );
}
