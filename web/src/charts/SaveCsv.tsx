/** Saves what a chart shows as a file for a spreadsheet. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { saveFile } from "../api/files";

interface Props {
  /** The name of the chart, which is also the file's. */
  label: string;
  text: () => string;
}

export function SaveCsv({ label, text }: Props) {
  return (
    <Button
      variant="link"
      iconName="download"
      ariaLabel={t`Save as CSV: ${label}`}
      onClick={() => saveFile(new Blob([text()], { type: "text/csv;charset=utf-8" }), `${fileName(label)}.csv`)}
    >
      {t`Save as CSV`}
    </Button>
  );
}

function fileName(label: string): string {
  return `teamline-${label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}`;
}
