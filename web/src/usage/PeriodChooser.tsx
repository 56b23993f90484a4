/** Chooses the days: this month, the last one, 30 days, or any up to 13 months. */
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { t } from "@lingui/core/macro";

import { useTimeZone } from "../api/profile";
import { addDays, dayInZone } from "../formats/time";
import { DayField } from "../parts/DayField";
import { type Choice, describePeriod, type Period, periodOf, RECENT_DAYS, withEnd } from "./period";

const CHOICES: { id: Choice; text: string }[] = [
  { id: "this-month", text: t`This month` },
  { id: "last-month", text: t`Last month` },
  { id: "recent", text: t`Last ${RECENT_DAYS} days` },
  { id: "custom", text: t`Custom` },
];
const KEPT_DAYS = 3 * 366;

export function PeriodChooser({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const today = dayInZone(useTimeZone());
  const earliest = addDays(today, -KEPT_DAYS);
  const choose = (choice: Choice) => onChange(choice === "custom" ? { ...period, choice } : periodOf(choice, today));
  return (
    <div className="usage-period">
      <SegmentedControl
        label={t`Period`}
        options={CHOICES}
        selectedId={period.choice}
        onChange={({ detail }) => choose(detail.selectedId as Choice)}
      />
      {period.choice === "custom" ? (
        <div className="usage-days">
          <DayField
            label={t({ message: "From", context: "first day" })}
            value={period.first}
            first={earliest}
            last={period.last}
            onChange={(first) => onChange(withEnd(period, { first }))}
          />
          <DayField
            label={t({ message: "To", context: "last day" })}
            value={period.last}
            first={period.first}
            last={today}
            onChange={(last) => onChange(withEnd(period, { last }))}
          />
        </div>
      ) : (
        <span className="usage-quiet">{describePeriod(period)}</span>
      )}
    </div>
  );
}
