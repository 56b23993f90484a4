/** What a chart of days is drawn of, from back to front: grid, columns or line, limit, and a stop for each day. */
import { t } from "@lingui/core/macro";
import { AreaClosed, BarRounded, LinePath } from "@visx/shape";
import { Fragment } from "react";

import { HEIGHT, labeledPoints, MARGIN, type makeScales } from "./scale";
import type { Limit, Point, Shape } from "./types";

interface Drawn {
  points: Point[];
  scales: ReturnType<typeof makeScales>;
  width: number;
}

interface Props extends Drawn {
  shape: Shape;
  limit: Limit | null;
  beforeName: string;
  format: (value: number) => string;
  shown: number | null;
  stops: { current: number; onFocus: (place: number) => void };
}

export function Drawing({ shape, limit, beforeName, format, shown, stops, ...drawn }: Props) {
  return (
    <>
      <Grid {...drawn} format={format} />
      <Before {...drawn} />
      {shape === "columns" ? <Columns {...drawn} shown={shown} /> : <Line {...drawn} shown={shown} />}
      <Marks {...drawn} />
      {limit && <LimitLine {...drawn} limit={limit} />}
      {drawn.points.map((point, place) => (
        <Stop
          key={point.key}
          point={point}
          beforeName={beforeName}
          scales={drawn.scales}
          isCurrent={place === stops.current}
          onFocus={() => stops.onFocus(place)}
        />
      ))}
    </>
  );
}

function Grid({ points, scales: { x, y, ticks }, width, format }: Drawn & Pick<Props, "format">) {
  return (
    <g aria-hidden="true">
      {ticks.map((tick) => (
        <Fragment key={tick}>
          <line className="chart-grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text className="chart-tick" x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {format(tick)}
          </text>
        </Fragment>
      ))}
      {labeledPoints(points, width).map(({ key, short }) => (
        <text key={key} className="chart-tick" x={(x(key) ?? 0) + x.bandwidth() / 2} y={HEIGHT - 8} textAnchor="middle">
          {short}
        </text>
      ))}
    </g>
  );
}

function Columns({ points, scales: { x, y }, shown }: Drawn & Pick<Props, "shown">) {
  const radius = Math.min(4, x.bandwidth() / 3);
  return (
    <g aria-hidden="true">
      {points.map(({ key, value, expected }, place) => {
        const height = Math.abs(y(value) - y(0));
        const kind = expected ? "chart-column chart-expected" : "chart-column";
        return (
          height > 0 && (
            <BarRounded
              key={key}
              className={place === shown ? `${kind} chart-shown` : kind}
              x={x(key) ?? 0}
              y={Math.min(y(value), y(0))}
              width={x.bandwidth()}
              height={height}
              radius={Math.min(radius, height)}
              top={value > 0}
              bottom={value < 0}
            />
          )
        );
      })}
    </g>
  );
}

/** A line through the days that are over, and a dashed one from the last of them on. */
function Line({ points, scales: { x, y }, shown }: Drawn & Pick<Props, "shown">) {
  const place = {
    x: ({ key }: Point) => (x(key) ?? 0) + x.bandwidth() / 2,
    y: ({ value }: Point) => y(value),
  };
  const known = points.filter(({ expected }) => !expected);
  const ahead = [...known.slice(-1), ...points.filter(({ expected }) => expected)];
  const at = shown === null ? undefined : points[shown];
  return (
    <g aria-hidden="true">
      <AreaClosed className="chart-area" data={known} {...place} yScale={y} />
      <LinePath className="chart-line" data={known} {...place} />
      {ahead.length > 1 && <LinePath className="chart-line chart-ahead" data={ahead} {...place} />}
      {at && <circle className="chart-dot" cx={place.x(at)} cy={place.y(at)} r={5} />}
    </g>
  );
}

/** The line of the period that this one is compared with. */
function Before({ points, scales: { x, y } }: Drawn) {
  const compared = points.filter(({ before }) => before);
  if (compared.length < 2) return null;
  return (
    <g aria-hidden="true">
      <LinePath
        className="chart-before"
        data={compared}
        x={({ key }: Point) => (x(key) ?? 0) + x.bandwidth() / 2}
        y={({ before }: Point) => y(before?.value ?? 0)}
      />
    </g>
  );
}

/** A dot on each day on which something happened, such as a purchase of credits. */
function Marks({ points, scales: { x, y } }: Drawn) {
  return (
    <g aria-hidden="true">
      {points.map(
        ({ key, value, mark }) =>
          mark && (
            <circle key={key} className="chart-mark" cx={(x(key) ?? 0) + x.bandwidth() / 2} cy={y(value)} r={4} />
          ),
      )}
    </g>
  );
}

function LimitLine({ scales: { y }, width, limit }: Drawn & { limit: Limit }) {
  return (
    <g aria-hidden="true">
      <line
        className="chart-limit"
        x1={MARGIN.left}
        x2={width - MARGIN.right}
        y1={y(limit.value)}
        y2={y(limit.value)}
      />
      <text className="chart-limit-name" x={width - MARGIN.right} y={y(limit.value)} dy="1.2em" textAnchor="end">
        {limit.text}
      </text>
    </g>
  );
}

/** The whole height of a day, for the pointer, the keys and a screen reader. */
function Stop(props: {
  point: Point;
  beforeName: string;
  scales: Drawn["scales"];
  isCurrent: boolean;
  onFocus: () => void;
}) {
  const { name, text, expected, before, mark, key } = props.point;
  const compared = before ? `, ${props.beforeName} ${before.text}` : "";
  return (
    <rect
      className="chart-stop"
      role="img"
      aria-label={`${name}: ${text}${expected ? `, ${t`expected`}` : ""}${compared}${mark ? `, ${mark}` : ""}`}
      tabIndex={props.isCurrent ? 0 : -1}
      onFocus={props.onFocus}
      x={props.scales.x(key)}
      y={MARGIN.top - 4}
      width={Math.max(props.scales.x.bandwidth(), 1)}
      height={HEIGHT - MARGIN.top - MARGIN.bottom + 8}
      rx={4}
    />
  );
}
