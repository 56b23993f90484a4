/** What a chart shows, as a table that opens below it, and as a file for a spreadsheet. */
import { t } from "@lingui/core/macro";

import { csvOf, headings } from "./csv";
import { SaveCsv } from "./SaveCsv";
import type { Point, Unit } from "./types";

interface Props {
  label: string;
  /** The heading of the column of values. */
  column: string;
  unit: Unit;
  points: Point[];
  beforeName: string;
}

export function FigureTable({ label, column, unit, points, beforeName }: Props) {
  const columns = headings({ column, unit, points, beforeName });
  const [compares, marks] = [points.some(({ before }) => before), points.some(({ mark }) => mark)];
  return (
    <div className="chart-words">
      <details>
        <summary>{t`Show as a table`}</summary>
        <div className="chart-table" tabIndex={0} role="region" aria-label={t`${label}, as a table`}>
          <table>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map(({ key, name, text, expected, before, mark }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td className="figures">{expected ? t`${text} (expected)` : text}</td>
                  {compares && <td className="figures">{before?.text}</td>}
                  {marks && <td>{mark}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      <SaveCsv label={label} text={() => csvOf(columns, points)} />
    </div>
  );
}
