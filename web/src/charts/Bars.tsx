/** Bars of names, such as people, each a button that filters by it. The list is its own table: each has its figures. */
import "./bars.css";

import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { csvOfBars } from "./csv";
import { SaveCsv } from "./SaveCsv";
import type { Bar } from "./types";

interface Props {
  label: string;
  bars: Bar[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

const FIRST = 6;

export function Bars({ label, bars, chosen, onChoose }: Props) {
  const [all, setAll] = useState(false);
  const most = Math.max(...bars.map(({ value }) => value), 0) || 1;
  const listed = bars.filter(({ key }, place) => all || place < FIRST || key === chosen);
  return (
    <>
      <ul className="bars" aria-label={label}>
        {listed.map(({ key, name, value, text, about }) => (
          <li key={key}>
            <button
              type="button"
              className={chosen !== null && key !== chosen ? "bar-choice bar-other" : "bar-choice"}
              aria-pressed={key === chosen}
              onClick={() => onChoose(key === chosen ? null : key)}
            >
              <span className="bar-name">{name}</span>
              <span className="bar-text figures">{text}</span>
              <svg className="bar-track" aria-hidden="true">
                <rect className="chart-column" width={`${(Math.max(value, 0) / most) * 100}%`} height="100%" rx="4" />
              </svg>
              <span className="bar-about">{about}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="chart-words">
        {bars.length > FIRST && (
          <Button variant="inline-link" ariaExpanded={all} onClick={() => setAll(!all)}>
            {all ? t`Show fewer` : t`Show all ${bars.length}`}
          </Button>
        )}
        <SaveCsv label={label} text={() => csvOfBars(label, bars)} />
      </div>
    </>
  );
}
