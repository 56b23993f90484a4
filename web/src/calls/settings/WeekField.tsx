/** The hours of each weekday: several spans, or closed. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { formatParts } from "../../formats/time";
import { copyMonday, shownEnd, type Span, type Week, type Weekday, WEEKDAYS, withAnother } from "./week";

interface Props {
  week: Week;
  onChange: (week: Week) => void;
  errorOf: (day: Weekday) => string | undefined;
}

const MOST = 10;

export function WeekField({ week, onChange, errorOf }: Props) {
  return (
    <div className="week" role="group" aria-label={t`Hours by weekday`}>
      {WEEKDAYS.map((day) => (
        <DayHours
          key={day}
          name={nameOf(day)}
          spans={week[day]}
          error={errorOf(day)}
          onChange={(spans) => onChange({ ...week, [day]: spans })}
          {...(day === "monday" && { onCopy: () => onChange(copyMonday(week)) })}
        />
      ))}
    </div>
  );
}

/** `2026-11-02` was a Monday. */
function nameOf(day: Weekday): string {
  const name = formatParts(`2026-11-0${2 + WEEKDAYS.indexOf(day)}`, { weekday: "long" });
  return name.charAt(0).toUpperCase() + name.slice(1);
}

interface DayProps {
  name: string;
  spans: Span[];
  error: string | undefined;
  onChange: (spans: Span[]) => void;
  onCopy?: () => void;
}

function DayHours({ name, spans, error, onChange, onCopy }: DayProps) {
  const replace = (at: number, part: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...part } : span)));
  return (
    <div className="week-day" role="group" aria-label={name}>
      <strong>{name}</strong>
      <div className="week-spans">
        {spans.length === 0 && <span className="week-closed">{t`Closed`}</span>}
        {spans.map(({ from, until }, index) => (
          <div key={index} className="week-span">
            <TimeInput
              label={t`${name}, opens`}
              value={from}
              faulty={!!error}
              onChange={(from) => replace(index, { from })}
            />
            <span aria-hidden="true">–</span>
            <TimeInput
              label={t`${name}, closes`}
              value={shownEnd(until)}
              faulty={!!error}
              onChange={(until) => replace(index, { until })}
            />
            <Button
              variant="icon"
              iconName="close"
              formAction="none"
              ariaLabel={t`Remove these hours on ${name}`}
              onClick={() => onChange(spans.filter((_, other) => other !== index))}
            />
          </div>
        ))}
        {error && (
          <div className="week-fault" role="alert">
            {error}
          </div>
        )}
        <span className="row-actions">
          {spans.length < MOST && (
            <Button
              variant="inline-link"
              formAction="none"
              ariaLabel={t`Add hours on ${name}`}
              onClick={() => onChange(withAnother(spans))}
            >
              {t`Add hours`}
            </Button>
          )}
          {onCopy && (
            <Button variant="inline-link" formAction="none" onClick={onCopy}>{t`Copy to Tuesday–Friday`}</Button>
          )}
        </span>
      </div>
    </div>
  );
}

interface TimeProps {
  label: string;
  value: string;
  faulty: boolean;
  onChange: (time: string) => void;
}

/** The browser's own time field, which works with every phone and every keyboard. */
function TimeInput({ label, value, faulty, onChange }: TimeProps) {
  return (
    <input
      className="day-field time-field"
      type="time"
      aria-label={label}
      aria-invalid={faulty}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
