/** The PIN that another carrier needs to take a number over: shown, and renewed, after a proof of who asks (N13, I12). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ProblemAlert } from "../parts/ProblemAlert";
import type { PhoneNumber } from "./types";

export function TransferPin({ number }: { number: PhoneNumber }) {
  const params = { path: { id: number.number_id } };
  const show = useApiMutation(() => unwrap(api.GET("/v1/numbers/{id}/port-out-pin", { params })), {
    says: t`The transfer PIN is shown.`,
  });
  const renew = useApiMutation(() => unwrap(api.POST("/v1/numbers/{id}/port-out-pin", { params })), {
    says: t`You have a new transfer PIN.`,
  });
  const shown = renew.data ?? show.data;
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{t`Transfer PIN`}</Box>
      <Box color="text-body-secondary">{t`Another carrier needs this PIN to move your number. Don't share it unless you want to leave.`}</Box>
      {shown && <PinValue pin={shown.pin} />}
      <SpaceBetween direction="horizontal" size="xs">
        {!shown && (
          <Button onClick={() => show.mutate()} loading={show.isPending} loadingText={t`Show PIN`}>
            {t`Show PIN`}
          </Button>
        )}
        <Button onClick={() => renew.mutate()} loading={renew.isPending} loadingText={t`Set a new PIN`}>
          {t`Set a new PIN`}
        </Button>
      </SpaceBetween>
      <ProblemAlert problem={renew.error ?? show.error} />
    </SpaceBetween>
  );
}

function PinValue({ pin }: { pin: string | null }) {
  if (pin === null) return <div role="status">{t`We can't show the PIN. Set a new one.`}</div>;
  return (
    <div role="status">
      <Box variant="h3" tagOverride="span">
        <span className="figures">{pin}</span>
      </Box>
    </div>
  );
}
