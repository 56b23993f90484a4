/** @jsxImportSource preact */
/** What calls and texts cost, by destination. */
import { t } from "@lingui/core/macro";

import { formatMoney } from "../formats/money";
import { placeName } from "./places";
import type { Rate } from "./rates";

export function RatesTable({ rates }: { rates: Rate[] }) {
  return (
    <table class="rates" aria-label={t`What calls and texts cost`}>
      <thead>
        <tr>
          <th scope="col">{t`To`}</th>
          <th scope="col">{t`Call, per minute`}</th>
          <th scope="col">{t`Text`}</th>
        </tr>
      </thead>
      <tbody>
        {rates.map((rate) => (
          <tr key={rate.place}>
            <th scope="row">
              {placeName(rate)}
              <span class="rates-small">{prefixesOf(rate)}</span>
            </th>
            {rate.call_per_minute ? <Prices rate={rate} /> : <td colSpan={2}>{t`Not connected`}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Prices({ rate: { call_per_minute, rounding, text } }: { rate: Rate }) {
  return (
    <>
      <td>
        {call_per_minute && <span class="figures">{formatMoney(call_per_minute)}</span>}
        <span class="rates-small">{rounding === "second" ? t`billed per second` : t`billed per minute`}</span>
      </td>
      <td>{text ? <span class="figures">{formatMoney(text)}</span> : t`Calls only`}</td>
    </>
  );
}

/** Most destinations have one country code; of long lists the first few are enough. */
function prefixesOf({ prefixes }: Rate): string {
  const shown = prefixes.slice(0, 4).map((prefix) => `+${prefix}`);
  return shown.join(", ") + (prefixes.length > shown.length ? " …" : "");
}
