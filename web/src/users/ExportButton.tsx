/** Saves the list, as it is filtered, as a CSV file. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { fetchParts, saveFile } from "../api/files";
import { Problem } from "../api/problem";
import type { UsersFilterValue } from "../api/team";
import { useNotify } from "../parts/notifications";

export function ExportButton({ filter: { q, status, role } }: { filter: UsersFilterValue }) {
  const [busy, setBusy] = useState(false);
  const notify = useNotify();
  const save = async () => {
    setBusy(true);
    try {
      const query = new URLSearchParams({ ...(q && { q }), ...(status && { status }), ...(role && { role }) });
      const parts = await fetchParts(`/v1/team/users?${query}`);
      saveFile(new Blob(parts, { type: "text/csv;charset=utf-8" }), "users.csv");
    } catch (thrown) {
      notify({ type: "error", text: Problem.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button iconName="download" loading={busy} loadingText={t`Exporting`} onClick={() => void save()}>
      {t`Export`}
    </Button>
  );
}
