/** The PIN that another carrier needs to take a number over: shown, and renewed, after a proof of who asks (N13, I12). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ProblemAlert } from "../parts/ProblemAlert";
import type { PhoneNumber } from "./types";

export function TransferPin({ number }: { number: PhoneNumber }) {
  const params = { path: { id: number.number_id } };
  const show = useApiMutation(() => unwrap(api.GET("/v1/numbers/{id}/port-out-pin", { params })), {
    says: "The transfer PIN is shown.",
  });
  const renew = useApiMutation(() => unwrap(api.POST("/v1/numbers/{id}/port-out-pin", { params })), {
    says: "You have a new transfer PIN.",
  });
  const shown = renew.data ?? show.data;
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">Transfer PIN</Box>
      <Box color="text-body-secondary">
        Another carrier needs this PIN to move your number. Don&apos;t share it unless you want to leave.
      </Box>
      {shown && <PinValue pin={shown.pin} />}
      <SpaceBetween direction="horizontal" size="xs">
        {!shown && (
          <Button onClick={() => show.mutate()} loading={show.isPending} loadingText="Show PIN">
            Show PIN
          </Button>
        )}
        <Button onClick={() => renew.mutate()} loading={renew.isPending} loadingText="Set a new PIN">
          Set a new PIN
        </Button>
      </SpaceBetween>
      <ProblemAlert problem={renew.error ?? show.error} />
    </SpaceBetween>
  );
}

function PinValue({ pin }: { pin: string | null }) {
  if (pin === null) return <div role="status">We can&apos;t show the PIN. Set a new one.</div>;
  return (
    <div role="status">
      <Box variant="h3" tagOverride="span">
        <span className="figures">{pin}</span>
      </Box>
    </div>
  );
}
