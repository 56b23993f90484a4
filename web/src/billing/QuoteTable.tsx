/** The lines of a quote: what, how much, when, who pays. */
import Box from "@cloudscape-design/components/box";

import type { Quote } from "../api/quotes";
import { formatNumbersIn } from "../formats/phone";
import { Amount, Day } from "../parts/values";

export function QuoteTable({ quote }: { quote: Quote }) {
  return (
    <table className="quote" aria-label="What it costs">
      <tbody>
        {quote.lines.map((line, index) => (
          <tr key={index}>
            <th scope="row">
              {formatNumbersIn(line.what)}
              <Box color="text-body-secondary" fontSize="body-s">
                {line.when ? <Day at={line.when} /> : "Once the number is here"} ·{" "}
                {line.payer === "team" ? "paid by the team" : "paid by you"}
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
          <th scope="row">Charged to PayPal now</th>
          <td>
            <Amount of={quote.total_now} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
