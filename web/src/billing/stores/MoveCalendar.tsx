/** Who pays for which days: a strip to see it at a glance, and the same as a table with dates and prices (B9). */
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
            <th scope="col">Days</th>
            <th scope="col">Paid by</th>
            <th scope="col">Price</th>
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

const PAYERS = { web: "You, by PayPal", team: "Your team", no_one: "No one" } as const;

function Days({ span }: { span: Span }) {
  if (!span.ends_at) {
    return (
      <>
        From <Day at={span.starts_at} />
      </>
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
  if (span.paid_by === "no_one") return <>The plan ends</>;
  return <>{span.paid_by === "store" ? "As in the store" : "Paid"}</>;
}
