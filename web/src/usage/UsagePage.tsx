/** The page of usage: what a period cost, day by day, by whom and for what. Each part filters the others. */
import { t } from "@lingui/core/macro";
import { useSearchParams } from "react-router";

import { useTimeZone } from "../api/profile";
import { dayInZone } from "../formats/time";
import { Screen } from "../parts/Screen";
import { Breakdown } from "./Breakdown";
import { DaysCard } from "./DaysCard";
import { DownloadRecords } from "./DownloadRecords";
import { FilterChips } from "./FilterChips";
import { Headline } from "./Headline";
import { isFiltered, NO_FILTER, type Period, readFilter, readPeriod, toAddress, type UsageFilter } from "./period";
import { PeriodChooser } from "./PeriodChooser";
import { useUsage } from "./queries";
import { ReportByMail } from "./ReportByMail";
import { RowsTable } from "./RowsTable";
import { UsageState } from "./UsageState";

export function UsagePage({ forTeam }: { forTeam: boolean }) {
  const { period, filter, setPeriod, setFilter } = usePlace(forTeam);
  const days = useUsage(period, filter, "day");
  return (
    <Screen
      title={t`Usage`}
      description={forTeam ? t`What your team's calls, texts and plans cost.` : t`What your calls and texts cost.`}
      actions={<DownloadRecords period={period} filter={filter} />}
    >
      <div className="usage-top">
        <PeriodChooser period={period} onChange={setPeriod} />
        <FilterChips filter={filter} onChange={setFilter} />
      </div>
      <UsageState usage={days} filtered={isFiltered(filter)} onClear={() => setFilter(NO_FILTER)}>
        {(usage) => (
          <div className="stack">
            <Headline usage={usage} period={period} filter={filter} forTeam={forTeam} />
            <DaysCard usage={usage} period={period} filter={filter} forTeam={forTeam} />
          </div>
        )}
      </UsageState>
      {days.data && days.data.rows.length > 0 && (
        <div className="stack">
          <Breakdown period={period} filter={filter} onFilter={setFilter} forTeam={forTeam} />
          <RowsTable period={period} filter={filter} onFilter={setFilter} forTeam={forTeam} />
        </div>
      )}
      {forTeam && <ReportByMail />}
    </Screen>
  );
}

/** Keeps period and filter in the address, so that a page can be linked to and survives a reload. */
function usePlace(forTeam: boolean) {
  const [params, setParams] = useSearchParams();
  const today = dayInZone(useTimeZone());
  const [period, filter] = [readPeriod(params, today), readFilter(params, forTeam)];
  const set = (next: Period, wanted: UsageFilter) => setParams(toAddress(next, wanted), { replace: true });
  return {
    period,
    filter,
    setPeriod: (next: Period) => set(next, filter),
    setFilter: (wanted: UsageFilter) => set(period, wanted),
  };
}
