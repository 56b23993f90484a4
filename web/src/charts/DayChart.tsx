/** A chart of days: columns or a line, with what is expected, and a limit. Each day is a stop of the arrow keys. */
import { t } from "@lingui/core/macro";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

import { Drawing } from "./Drawing";
import { HEIGHT, makeScales, placeAfter, placeAt } from "./scale";
import type { Limit, Point, Shape, Unit } from "./types";
import { useWidth } from "../parts/useWidth";

export interface DayChartProps {
  label: string;
  points: Point[];
  shape: Shape;
  /** What a point is for. */
  unit: Unit;
  limit: Limit | null;
  /** The name of the period that this one is compared with, such as `Last month`. */
  beforeName?: string;
  /** The value of a tick in words. */
  format: (value: number) => string;
}

export default function DayChart({ label, points, shape, limit, beforeName = t`Before`, format }: DayChartProps) {
  const [frame, width] = useWidth();
  const [stop, setStop] = useState(Infinity);
  const [shown, setShown] = useState<number | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const last = points.findLastIndex(({ expected }) => !expected);
  const current = stop < points.length ? stop : Math.max(last, 0);
  const scales = makeScales(points, limit, width);
  const show = (place: number) => {
    setStop(place);
    setShown(place);
  };
  useEscape(shown !== null, () => setShown(null));
  const move = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, current, points.length);
    if (next === null) return;
    event.preventDefault();
    drawing.current?.querySelectorAll<SVGElement>(".chart-stop")[next]?.focus();
  };
  const follow = ({ currentTarget, clientX }: PointerEvent) =>
    setShown(placeAt(clientX - currentTarget.getBoundingClientRect().left, points.length, width));
  const point = shown === null ? undefined : points[shown];
  return (
    <div ref={frame} className="chart" onPointerLeave={() => setShown(null)}>
      <svg
        ref={drawing}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="group"
        aria-label={t`${label}: chart, use the arrow keys`}
        onKeyDown={move}
        onPointerMove={follow}
        onBlur={() => setShown(null)}
      >
        <Drawing
          {...{ points, shape, limit, beforeName, format, scales, width, shown }}
          stops={{ current, onFocus: show }}
        />
      </svg>
      {point && (
        <Bubble {...{ point, beforeName, width }} left={(scales.x(point.key) ?? 0) + scales.x.bandwidth() / 2} />
      )}
    </div>
  );
}

/** What a point says, beside it; a screen reader reads the point itself. */
function Bubble(props: { point: Point; beforeName: string; left: number; width: number }) {
  const { point, beforeName, left, width } = props;
  const side = left > width / 2 ? { right: width - left + 10 } : { left: left + 10 };
  return (
    <div className="chart-bubble" style={side} aria-hidden="true">
      <strong>{point.text}</strong>
      <span>{point.expected ? t`Expected ${point.name}` : point.name}</span>
      {point.before && (
        <span>
          {beforeName}: {point.before.text}
        </span>
      )}
      {point.mark && <span>{point.mark}</span>}
    </div>
  );
}

/** Escape takes away what covers the chart, wherever the focus is. */
function useEscape(isOn: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const listen = (event: globalThis.KeyboardEvent) => event.key === "Escape" && onEscape();
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
}
