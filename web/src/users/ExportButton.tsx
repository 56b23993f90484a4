/** Saves the list, as it is filtered, as a CSV file. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { authorizedFetch } from "../api/authorizedFetch";
import { Problem } from "../api/problem";
import type { UsersFilterValue } from "../api/team";
import { useNotify } from "../parts/notifications";

export function ExportButton({ filter }: { filter: UsersFilterValue }) {
  const [busy, setBusy] = useState(false);
  const notify = useNotify();
  const save = async () => {
    setBusy(true);
    try {
      download(new Blob(await fetchParts(filter), { type: "text/csv;charset=utf-8" }));
    } catch (thrown) {
      notify({ type: "error", text: Problem.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button iconName="download" loading={busy} loadingText="Exporting" onClick={() => void save()}>
      Export
    </Button>
  );
}

/** Fetch the parts of the file: of a very long list there are several. */
async function fetchParts({ q, status, role }: UsersFilterValue): Promise<ArrayBuffer[]> {
  const parts: ArrayBuffer[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      ...(q && { q }),
      ...(status && { status }),
      ...(role && { role }),
      ...(cursor && { cursor }),
    });
    const url = new URL(`/v1/team/users?${query}`, window.location.origin);
    const response = await authorizedFetch(new Request(url, { headers: { accept: "text/csv" } }));
    if (!response.ok) throw Problem.fromResponse(response, await response.json());
    parts.push(await response.arrayBuffer());
    cursor = response.headers.get("teamline-next-cursor");
  } while (cursor);
  return parts;
}

function download(file: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "users.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
