/** What the nightly check of the books found (B16). */
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import { formatMoney, toMicros } from "../formats/money";
import { DateTime } from "../parts/values";
import { useChecks } from "./queries";

export function LastCheck() {
  const check = useChecks().data?.items[0];
  if (!check) {
    return <>Every night each balance is computed anew from its entries; what that found will stand here.</>;
  }
  return (
    <>
      <StatusIndicator type={toMicros(check.difference) === 0n ? "success" : "error"} wrapText={false}>
        Checked
      </StatusIndicator>{" "}
      <DateTime at={check.checked_at} />, difference {formatMoney(check.difference)}
    </>
  );
}
