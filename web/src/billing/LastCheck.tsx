/** What the nightly check of the books found (B16). */
import StatusIndicator from "@cloudscape-design/components/status-indicator";

import { formatMoney, micros } from "../formats/money";
import { Moment } from "../parts/shown";
import { useChecks } from "./queries";

export function LastCheck() {
  const check = useChecks().data?.items[0];
  if (!check) {
    return <>Every night each balance is computed anew from its entries; what that found will stand here.</>;
  }
  return (
    <>
      <StatusIndicator type={micros(check.difference) === 0n ? "success" : "error"} wrapText={false}>
        Checked
      </StatusIndicator>{" "}
      <Moment at={check.checked_at} />, difference {formatMoney(check.difference)}
    </>
  );
}
