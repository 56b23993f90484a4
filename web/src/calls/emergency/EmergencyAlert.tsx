/** Asks who has a number how emergency calls are made, until they have acknowledged it: once (N11). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { NO_FILTER, useNumbers } from "../../numbers";
import { ProblemAlert } from "../../parts/ProblemAlert";
import { useAcknowledge, useEmergency } from "./queries";

export function EmergencyAlert() {
  const own = useNumbers({ ...NO_FILTER, status: "active", user_id: "me" }).data?.items ?? [];
  const emergency = useEmergency().data;
  const acknowledge = useAcknowledge();
  if (own.length === 0 || !emergency || emergency.acknowledged_at) return null;
  return (
    <Alert
      type="info"
      header={t`Emergency calls`}
      action={<Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>{t`I understand`}</Button>}
    >
      {emergency.notice}
      <ProblemAlert problem={acknowledge.error} />
    </Alert>
  );
}
