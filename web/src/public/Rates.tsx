/** @jsxImportSource preact */
/** Looks up what a call or text costs, by country or by number. Nothing is loaded until it is about to be seen. */
import { t } from "@lingui/core/macro";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { Field } from "./fields";
import { Loading } from "./Loading";
import { isNumber, popularRates, ratesNamed } from "./lookup";
import { LoadError } from "./ProblemNote";
import { fetchAllRates, fetchRatesForPrefix, type Rate } from "./rates";
import { RatesTable } from "./RatesTable";
import { useAsked } from "./useAsked";

const FIRST_RESULTS = 12;

export function Rates() {
  const [typed, setTyped] = useState("");
  const [all, setAll] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(place);
  const deck = useAsked(isNear ? "rates" : null, fetchAllRates);
  const number = isNumber(typed) ? typed.trim() : null;
  const ofNumber = useAsked(number && `rates of ${number}`, () => fetchRatesForNumber(number ?? ""));
  const rates = number ? ofNumber : deck;
  const found = number ? (ofNumber.data ?? []) : matchingRates(deck.data ?? [], typed, all);
  const shown = all ? found : found.slice(0, FIRST_RESULTS);
  return (
    <div ref={place} class="stack rates-place">
      <Field
        label={t`Country or phone number`}
        hint={t`For example, Mexico or +44 20 7946 0123.`}
        type="search"
        autoComplete="off"
        isOptional
        value={typed}
        onChange={setTyped}
      />
      {(number || isNear) && !rates.data && !rates.problem && <Loading what={t`the rates`} />}
      {rates.problem && <LoadError problem={rates.problem} onRetry={rates.again} what={t`the rates`} />}
      {rates.data && shown.length === 0 && <p role="status">{t`No country or number matches.`}</p>}
      {shown.length > 0 && <RatesTable rates={shown} />}
      {deck.data && (!typed || found.length > shown.length) && (
        <button type="button" class="button rates-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t`Show fewer` : typed ? t`Show all matches` : t`Show all ${deck.data.length} destinations`}
        </button>
      )}
    </div>
  );
}

function matchingRates(deck: Rate[], typed: string, all: boolean): Rate[] {
  if (typed.trim()) return ratesNamed(typed, deck);
  return all ? deck : popularRates(deck);
}

/** Whether this is less than a screen away from what is seen; it stays so. */
function useIsNear(place: RefObject<HTMLElement | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && setIsNear(true), {
      rootMargin: "100% 0%",
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return isNear;
}

/** Fetch the rates of a typed number, or of all numbers that start with it. */
async function fetchRatesForNumber(typed: string): Promise<Rate[]> {
  const { prefixOf } = await import("./prefix");
  const prefix = prefixOf(typed);
  return prefix ? fetchRatesForPrefix(prefix) : [];
}
