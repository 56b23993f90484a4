/** Shown while something loads. */
import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

export function Loading({ what }: { what: string }) {
  return (
    <Box padding="l" textAlign="center">
      <div role="status">
        <StatusIndicator type="loading">{t`Loading ${what}`}</StatusIndicator>
      </div>
    </Box>
  );
}
