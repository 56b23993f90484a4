/** Downloads the records of what is shown, one line each, as one CSV file. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { fetchParts, saveFile } from "../api/files";
import { Problem } from "../api/problem";
import { useTimeZone } from "../api/profile";
import { useNotify } from "../parts/notifications";
import type { Period, UsageFilter } from "./period";
import { toQuery } from "./queries";

const PAGE = "1000";

export function DownloadRecords({ period, filter }: { period: Period; filter: UsageFilter }) {
  const [busy, setBusy] = useState(false);
  const zone = useTimeZone();
  const notify = useNotify();
  const save = async () => {
    setBusy(true);
    try {
      const query = new URLSearchParams({ ...toQuery(period, filter, zone), limit: PAGE });
      const parts = await fetchParts(`/v1/usage/records?${query}`);
      saveFile(
        new Blob(parts, { type: "text/csv;charset=utf-8" }),
        `teamline-usage-${period.first}-${period.last}.csv`,
      );
    } catch (thrown) {
      notify({ type: "error", text: Problem.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button iconName="download" loading={busy} loadingText={t`Downloading`} onClick={() => void save()}>
      {t`Download CSV`}
    </Button>
  );
}
