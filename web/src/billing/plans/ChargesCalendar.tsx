/** The charges to come and the invoices of these months, each on its day. On a phone, the list below says the same. */
import "./calendar.css";

import { plural, t } from "@lingui/core/macro";
import { Link } from "react-router";

import { useTimeZone } from "../../api/profile";
import { formatMoney } from "../../formats/money";
import { dayInZone, formatDate, formatParts } from "../../formats/time";
import { documentLabel, type InvoiceRow, useInvoices } from "../invoices";
import { chargesByDay, type DayOfCharges } from "./chargesByDay";
import { type Month, monthsBetween } from "./monthGrid";
import type { Charge } from "./queries";

const MOST_MONTHS = 3;

interface Props {
  charges: Charge[];
  until: string;
}

export function ChargesCalendar({ charges, until }: Props) {
  const zone = useTimeZone();
  const today = dayInZone(zone);
  const days = new Map(chargesByDay(charges, zone).map((day) => [day.day, day]));
  const issued = new Map<string, InvoiceRow[]>();
  for (const invoice of useInvoices(null).data?.items ?? []) {
    const day = dayInZone(zone, invoice.issued_at);
    issued.set(day, [...(issued.get(day) ?? []), invoice]);
  }
  return (
    <div className="months">
      {monthsBetween(today, dayInZone(zone, until), MOST_MONTHS).map((month) => (
        <MonthTable key={month.first} {...{ month, days, issued, today }} />
      ))}
    </div>
  );
}

interface MonthProps {
  month: Month;
  days: ReadonlyMap<string, DayOfCharges>;
  issued: ReadonlyMap<string, InvoiceRow[]>;
  today: string;
}

function MonthTable({ month, days, issued, today }: MonthProps) {
  return (
    <table className="month">
      <caption>{formatParts(month.first, { month: "long", year: "numeric" })}</caption>
      <thead>
        <tr>
          {WEEK.map((day) => (
            <th key={day} scope="col" abbr={formatParts(day, { weekday: "long" })}>
              {formatParts(day, { weekday: "short" })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, place) => (
          <tr key={place}>
            {week.map((day, column) => (
              <td key={column} {...(day === today && { className: "month-today", "aria-current": "date" as const })}>
                {day && <DayCell day={day} charges={days.get(day)} invoices={issued.get(day)} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps {
  day: string;
  charges: DayOfCharges | undefined;
  invoices: InvoiceRow[] | undefined;
}

function DayCell({ day, charges, invoices = [] }: DayProps) {
  const count = charges?.lines.reduce((sum, { numbers }) => sum + Math.max(numbers.length, 1), 0) ?? 0;
  const [only] = invoices;
  return (
    <>
      <time dateTime={day}>{Number(day.slice(8))}</time>
      {charges && (
        <div className="month-charge" title={formatDate(day)}>
          <b>{formatMoney(charges.sum)}</b> {t`${plural(count, { one: "# plan", other: "# plans" })}`}
        </div>
      )}
      {invoices.length === 1 && only && (
        <Link className="month-invoice" to={`/billing/invoices/${only.invoice_id}`} aria-label={nameOf(only)}>
          {formatMoney(only.total)}
        </Link>
      )}
      {invoices.length > 1 && (
        <Link className="month-invoice" to="/billing/payments">{t`${invoices.length} invoices`}</Link>
      )}
    </>
  );
}

function nameOf(invoice: InvoiceRow): string {
  return `${documentLabel(invoice)} ${invoice.number}: ${formatMoney(invoice.total)}`;
}

/** A week from Sunday on, for the names of its days. */
const WEEK = Array.from({ length: 7 }, (_, day) => `2026-11-0${day + 1}`);
