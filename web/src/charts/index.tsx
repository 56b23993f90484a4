/**
 * Charts, over visx (decision 063). What draws them is loaded when the first one is shown, so that no page waits for it.
 * Each has its values in words: a summary, a table that opens below it, and a file of it.
 */
import "./charts.css";

import { t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";

import type { DayChartProps } from "./DayChart";
import { FigureTable } from "./FigureTable";
import type { SparklineProps } from "./Sparkline";
import { summarize } from "./summary";

export { Bars } from "./Bars";
export { type Moment, newestFirst, Timeline } from "./Timeline";
export type { Bar, Point } from "./types";

const LazyDayChart = lazy(() => import("./DayChart"));
const LazySparkline = lazy(() => import("./Sparkline"));

interface FigureProps extends DayChartProps {
  /** The heading of the column of values in the table. */
  column: string;
  /** What it says, where the usual summary of what was spent doesn't fit. */
  caption?: string;
}

export function DayFigure({ column, caption, beforeName = t`Before`, ...chart }: FigureProps) {
  return (
    <figure className="chart-figure" aria-label={chart.label}>
      <Suspense fallback={<div className="chart-wait">{t`Loading the chart`}</div>}>
        <LazyDayChart {...chart} beforeName={beforeName} />
      </Suspense>
      <figcaption>{caption ?? summarize(chart)}</figcaption>
      <FigureTable {...{ column, beforeName }} label={chart.label} unit={chart.unit} points={chart.points} />
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
