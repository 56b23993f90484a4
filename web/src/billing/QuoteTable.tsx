/** The lines of a quote: what is charged, how much, when and to whom. */
import Box from "@cloudscape-design/components/box";
import { t } from "@lingui/core/macro";

import type { Quote } from "../api/quotes";
import { formatNumbersIn } from "../formats/phone";
import { Amount, Day } from "../parts/values";

export function QuoteTable({ quote }: { quote: Quote }) {
  return (
    <table className="quote" aria-label={t`Price`}>
      <tbody>
        {quote.lines.map((line, index) => (
          <tr key={index}>
            <th scope="row">
              {formatNumbersIn(line.what)}
              <Box color="text-body-secondary" fontSize="body-s">
                {line.when ? <Day at={line.when} /> : t`When the number arrives`} ·{" "}
                {line.payer === "team" ? t`paid by the team` : t`paid by you`}
              </Box>
            </th>
            <td>
              <Amount of={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t`Charged to PayPal now`}</th>
          <td>
            <Amount of={quote.total_now} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
