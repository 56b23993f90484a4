/** Money, dates, times and phone numbers on the screen. */
import { useTimeZone } from "../api/profile";
import { formatMoney, type Money, toMicros } from "../formats/money";
import { formatPhone } from "../formats/phone";
import { formatDay, formatMoment, formatRelative } from "../formats/time";

export function Amount({ of }: { of: Money }) {
  return <span className={toMicros(of) < 0n ? "figures figures-below" : "figures"}>{formatMoney(of)}</span>;
}

/** An amount in large type: exact, with what is less than a cent written smaller. */
export function LargeAmount({ of }: { of: Money }) {
  const [, cents = "", rest = ""] = /^(.*?[.,]\d\d)(\d*)$/.exec(formatMoney(of)) ?? [];
  return (
    <span className="figures">
      {cents}
      <span className="below-cent">{rest}</span>
    </span>
  );
}

export function DateTime({ at }: { at: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={at} className="figures">
      {formatMoment(at, zone)}
    </time>
  );
}

/** The date only; the time and its zone are in the tooltip. */
export function Day({ at }: { at: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={formatMoment(at, zone)} className="figures">
      {formatDay(at, zone)}
    </time>
  );
}

export function RelativeTime({ at }: { at: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={formatMoment(at, zone)}>
      {formatRelative(at)}
    </time>
  );
}

export function Phone({ number }: { number: string }) {
  return <span className="figures">{formatPhone(number)}</span>;
}
