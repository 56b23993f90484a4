/**
 * Charts, over visx (decision 063). What draws them is loaded when the first one is shown, so that no page waits for it.
 * Each has its values in words: a summary, and a table that opens below it.
 */
import "./charts.css";

import { lazy, Suspense } from "react";

import type { DayChartProps } from "./DayChart";
import type { SparklineProps } from "./Sparkline";
import { summarize } from "./summary";

export { Bars } from "./Bars";
export type { Bar } from "./Bars";
export type { Point } from "./types";

const UNITS = { day: "Day", week: "Week", month: "Month" };
const LazyDayChart = lazy(() => import("./DayChart"));
const LazySparkline = lazy(() => import("./Sparkline"));

interface FigureProps extends DayChartProps {
  /** The heading of the column of values in the table. */
  column: string;
}

export function DayFigure({ column, ...chart }: FigureProps) {
  return (
    <figure className="chart-figure" aria-label={chart.label}>
      <Suspense fallback={<div className="chart-wait">Loading the chart</div>}>
        <LazyDayChart {...chart} />
      </Suspense>
      <figcaption>{summarize(chart)}</figcaption>
      <details>
        <summary>Show as a table</summary>
        <div className="chart-table" tabIndex={0} role="region" aria-label={`${chart.label}, as a table`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{UNITS[chart.unit]}</th>
                <th scope="col">{column}</th>
              </tr>
            </thead>
            <tbody>
              {chart.points.map(({ key, name, text, expected }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td className="figures">{expected ? `${text} (expected)` : text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

export function Sparkline(props: SparklineProps) {
  return (
    <Suspense fallback={<div className="sparkline" />}>
      <LazySparkline {...props} />
    </Suspense>
  );
}
