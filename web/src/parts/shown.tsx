/** Money, moments and phone numbers on the screen. */
import { formatMoney, micros, type Money } from "../formats/money";
import { formatPhone } from "../formats/phone";
import { formatDay, formatDistance, formatMoment } from "../formats/time";
import { useZone } from "../profile/queries";

export function Amount({ of }: { of: Money }) {
  return <span className={micros(of) < 0n ? "figures figures-below" : "figures"}>{formatMoney(of)}</span>;
}

export function Moment({ at }: { at: string }) {
  const zone = useZone();
  return (
    <time dateTime={at} className="figures">
      {formatMoment(at, zone)}
    </time>
  );
}

/** The day only; the moment itself, with its zone, is the tooltip and what a screen reader finds. */
export function Day({ at }: { at: string }) {
  const zone = useZone();
  return (
    <time dateTime={at} title={formatMoment(at, zone)} className="figures">
      {formatDay(at, zone)}
    </time>
  );
}

export function Distance({ at }: { at: string }) {
  const zone = useZone();
  return (
    <time dateTime={at} title={formatMoment(at, zone)}>
      {formatDistance(at)}
    </time>
  );
}

export function Phone({ number }: { number: string }) {
  return <span className="figures">{formatPhone(number)}</span>;
}
