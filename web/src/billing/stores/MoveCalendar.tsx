/** Who pays for which days: a strip to see it at a glance, and the same as a table with dates and prices (B9). */
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { STORE_NAMES } from "../../formats/stores";
import { Amount, Day } from "../../parts/values";
import { stretchesOf } from "./calendar";
import type { MovedSubscription, Span } from "./queries";

interface Props {
  title: string;
  spans: Span[];
  store: MovedSubscription["store"];
  from: number;
  to: number;
}

export function MoveCalendar({ title, spans, store, from, to }: Props) {
  const payer = (paidBy: Span["paid_by"]) => (paidBy === "store" ? STORE_NAMES[store] : PAYERS[paidBy]);
  return (
    <div className="move-calendar">
      <div className="move-strip" aria-hidden="true">
        {stretchesOf(spans, from, to).map(({ paidBy, start, width }) => (
          <span
            key={start}
            className={`move-stretch move-${paidBy}`}
            style={{ insetInlineStart: `${start}%`, inlineSize: `${width}%` }}
          />
        ))}
      </div>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Days`}</th>
            <th scope="col">{t`Paid by`}</th>
            <th scope="col">{t`Price`}</th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span) => (
            <tr key={span.starts_at}>
              <th scope="row">
                <Days span={span} />
              </th>
              <td>
                <span className={`move-key move-${span.paid_by}`} aria-hidden="true" /> {payer(span.paid_by)}
              </td>
              <td>
                <Price span={span} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const PAYERS = { web: t`You, by PayPal`, team: t`Your team`, no_one: t`No one` } as const;

function Days({ span }: { span: Span }) {
  if (!span.ends_at) {
    return (
      <Trans>
        From <Day at={span.starts_at} />
      </Trans>
    );
  }
  return (
    <>
      <Day at={span.starts_at} /> – <Day at={span.ends_at} />
    </>
  );
}

function Price({ span }: { span: Span }) {
  if (span.price) return <Amount of={span.price} />;
  if (span.paid_by === "no_one") return <>{t`The plan ends`}</>;
  return <>{span.paid_by === "store" ? t`As in the store` : t`Paid`}</>;
}
