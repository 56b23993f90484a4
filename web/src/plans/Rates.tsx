/** Looks up what a call or text costs, by country or by number. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { popularRates, prefixOf, ratesNamed } from "./lookup";
import { type Rate, useAllRates, useRatesForPrefix } from "./queries";
import { RatesTable } from "./RatesTable";

const FIRST_RESULTS = 12;

export function Rates() {
  const [typed, setTyped] = useState("");
  const [all, setAll] = useState(false);
  const deck = useAllRates();
  const prefix = prefixOf(typed);
  const ofNumber = useRatesForPrefix(prefix);
  const rates = prefix ? ofNumber : deck;
  const found = prefix ? (ofNumber.data?.items ?? []) : matchingRates(deck.data ?? [], typed, all);
  const shown = all ? found : found.slice(0, FIRST_RESULTS);
  return (
    <SpaceBetween size="m">
      <FormField label={t`Country or phone number`} constraintText={t`For example, Mexico or +44 20 7946 0123.`}>
        <Input
          type="search"
          value={typed}
          autoComplete={false}
          clearAriaLabel={t`Clear`}
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
      {rates.isPending && <Loading what={t`the rates`} />}
      {rates.error && <LoadError problem={rates.error} onRetry={() => void rates.refetch()} what={t`the rates`} />}
      {rates.data && shown.length === 0 && <Box>{t`No country or number matches.`}</Box>}
      {shown.length > 0 && <RatesTable rates={shown} />}
      {deck.data && (!typed || found.length > shown.length) && (
        <Button onClick={() => setAll(!all)} ariaExpanded={all}>
          {all ? t`Show fewer` : typed ? t`Show all matches` : t`Show all ${deck.data.length} destinations`}
        </Button>
      )}
    </SpaceBetween>
  );
}

function matchingRates(deck: Rate[], typed: string, all: boolean): Rate[] {
  if (typed.trim()) return ratesNamed(typed, deck);
  return all ? deck : popularRates(deck);
}
