/** Downloads a document. The request needs the access token, which a plain link would not send. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { fetchFile, saveFile } from "../api/files";
import { Problem } from "../api/problem";
import { useNotify } from "../parts/notifications";

interface Props {
  path: string;
  accept?: "application/pdf" | "text/csv";
  fileName: string;
  label?: string;
  ariaLabel: string;
  variant?: "inline-link" | "normal";
}

export function DownloadButton({ path, accept = "application/pdf", fileName, ariaLabel, ...look }: Props) {
  const [busy, setBusy] = useState(false);
  const notify = useNotify();
  const open = async () => {
    setBusy(true);
    try {
      saveFile(await fetchFile(path, accept), fileName);
    } catch (thrown) {
      notify({ type: "error", text: Problem.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant={look.variant ?? "inline-link"}
      iconName="download"
      loading={busy}
      ariaLabel={ariaLabel}
      onClick={() => void open()}
    >
      {look.label ?? "PDF"}
    </Button>
  );
}
