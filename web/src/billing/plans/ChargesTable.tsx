/** Upcoming charges by date, with running totals. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { useTimeZone } from "../../api/profile";
import { formatPhone } from "../../formats/phone";
import { formatParts } from "../../formats/time";
import { Amount, Day } from "../../parts/values";
import { type ChargeLine, chargesByDay, type DayOfCharges } from "./chargesByDay";
import type { Charge } from "./queries";

interface Props {
  charges: Charge[];
  until: string;
  more: boolean;
  busy: boolean;
  onMore: () => void;
}

export function ChargesTable({ charges, until, more, busy, onMore }: Props) {
  const days = chargesByDay(charges, useTimeZone());
  return (
    <div>
      <table className="charges" aria-label={t`Upcoming charges`}>
        <thead>
          <tr>
            <th scope="col">{t`Date`}</th>
            <th scope="col">{t`For`}</th>
            <th scope="col">{t`Amount`}</th>
            <th scope="col">{t`Running total`}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <DayRow key={day.day} day={day} />
          ))}
        </tbody>
        {!more && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                <Trans>
                  Total through <Day at={until} />
                </Trans>
              </th>
              <td>
                <Amount of={days.at(-1)!.total} />
              </td>
            </tr>
          </tfoot>
        )}
      </table>
      {more && (
        <Box textAlign="center" padding={{ top: "m" }}>
          <Button loading={busy} onClick={onMore}>{t`Show later charges`}</Button>
        </Box>
      )}
    </div>
  );
}

function DayRow({ day }: { day: DayOfCharges }) {
  const part = (parts: Intl.DateTimeFormatOptions) => formatParts(day.day, parts);
  return (
    <tr>
      <th scope="row">
        <time dateTime={day.day} className="leaf">
          <span>{part({ month: "short" })}</span>
          <b>{part({ day: "numeric" })}</b>
          <span>{part({ year: "numeric" })}</span>
        </time>
      </th>
      <td>
        {day.lines.map((line) => (
          <ChargeLineCell key={line.plan} line={line} />
        ))}
      </td>
      <td>
        <Amount of={day.sum} />
      </td>
      <td>
        <Amount of={day.total} />
      </td>
    </tr>
  );
}

const MAX_INLINE = 3;

function ChargeLineCell({ line }: { line: ChargeLine }) {
  const numbers = line.numbers.map((number) => formatPhone(number)).join(", ");
  return (
    <div className="charge">
      {line.plan}
      {line.numbers.length > MAX_INLINE ? (
        <details>
          <summary>{t`${line.numbers.length} numbers`}</summary>
          {numbers}
        </details>
      ) : (
        <Box color="text-body-secondary" fontSize="body-s">
          <span className="figures-wrapping">{numbers}</span>
        </Box>
      )}
    </div>
  );
}
