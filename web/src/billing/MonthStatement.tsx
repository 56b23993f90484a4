/** Downloads the statement of a month, as a PDF or for a spreadsheet. */
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useTimeZone } from "../api/profile";
import { dayInZone, formatParts } from "../formats/time";
import { DownloadButton } from "./DownloadButton";
import { lastMonths } from "./invoices";

export function MonthStatement() {
  const zone = useTimeZone();
  const months = lastMonths(dayInZone(zone)).map((value) => ({ value, label: monthLabel(value) }));
  const [month, setMonth] = useState(months[0]!);
  const path = `/v1/statements/${month.value}`;
  const name = `teamline-statement-${month.value}`;
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Select
        selectedOption={month}
        options={months}
        onChange={({ detail }) => setMonth(months.find(({ value }) => value === detail.selectedOption.value)!)}
        ariaLabel={t`Statement month`}
        inlineLabelText={t`Monthly statement`}
      />
      <DownloadButton path={path} fileName={`${name}.pdf`} ariaLabel={t`Statement as PDF`} />
      <DownloadButton
        path={path}
        accept="text/csv"
        fileName={`${name}.csv`}
        ariaLabel={t`Statement as CSV`}
        label="CSV"
      />
    </SpaceBetween>
  );
}

function monthLabel(month: string): string {
  return formatParts(`${month}-01`, { month: "long", year: "numeric" });
}
