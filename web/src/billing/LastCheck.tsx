/** The result of the nightly check of the balances (B16). */
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { formatMoney, toMicros } from "../formats/money";
import { DateTime } from "../parts/values";
import { useChecks } from "./queries";

export function LastCheck() {
  const check = useChecks().data?.items[0];
  if (!check) {
    return <>{t`Balances are verified nightly.`}</>;
  }
  return (
    <Trans>
      <StatusIndicator type={toMicros(check.difference) === 0n ? "success" : "error"} wrapText={false}>
        Verified
      </StatusIndicator>{" "}
      <DateTime at={check.checked_at} />, difference {formatMoney(check.difference)}
    </Trans>
  );
}
