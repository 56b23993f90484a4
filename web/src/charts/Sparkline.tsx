/** A small line of some days without axes. What it shows is said in words by its label. */
import { scaleLinear } from "@visx/scale";
import { AreaClosed, LinePath } from "@visx/shape";

export interface SparklineProps {
  label: string;
  values: number[];
}

const WIDTH = 100;
const HEIGHT = 28;

export default function Sparkline({ label, values }: SparklineProps) {
  const x = scaleLinear<number>({ domain: [0, Math.max(values.length - 1, 1)], range: [2, WIDTH - 2] });
  const y = scaleLinear<number>({
    domain: [Math.min(0, ...values), Math.max(0, ...values) || 1],
    range: [HEIGHT - 2, 3],
  });
  const place = { x: (_: number, at: number) => x(at), y: (value: number) => y(value) };
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      <AreaClosed className="chart-area" data={values} {...place} yScale={y} />
      <LinePath className="chart-line" data={values} {...place} />
    </svg>
  );
}
