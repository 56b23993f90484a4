/** The result of the nightly check of the balances (B16). */
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import { formatMoney, toMicros } from "../formats/money";
import { DateTime } from "../parts/values";
import { useChecks } from "./queries";

export function LastCheck() {
  const check = useChecks().data?.items[0];
  if (!check) {
    return <>Balances are verified nightly.</>;
  }
  return (
    <>
      <StatusIndicator type={toMicros(check.difference) === 0n ? "success" : "error"} wrapText={false}>
        Verified
      </StatusIndicator>{" "}
      <DateTime at={check.checked_at} />, difference {formatMoney(check.difference)}
    </>
  );
}
