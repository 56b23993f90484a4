/** Says, before a number is bought, how emergency calls are made; a box to check until that is acknowledged (N11). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import type { Acknowledgment } from "./useAcknowledgment";

export function EmergencyNotice({
  of: { notice, isNeeded, understood, setUnderstood, error },
}: {
  of: Acknowledgment;
}) {
  if (!notice) return null;
  if (!isNeeded) {
    return (
      <Box color="text-body-secondary" fontSize="body-s">
        {notice}
      </Box>
    );
  }
  return (
    <Alert type="info" header={t`Emergency calls`}>
      <SpaceBetween size="s">
        <div>{notice}</div>
        <FormField errorText={error}>
          <Checkbox checked={understood} onChange={({ detail }) => setUnderstood(detail.checked)}>
            {t`I understand`}
          </Checkbox>
        </FormField>
      </SpaceBetween>
    </Alert>
  );
}
