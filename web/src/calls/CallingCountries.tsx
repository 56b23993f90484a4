/** The countries that numbers may call: the team's, by those who run it, or a person's own (N6). */
import "./calls.css";

import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useLocation } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { useTeam } from "../api/team";
import { countryName } from "../formats/countries";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";

type Countries = Answer<"/v1/calling/countries">;
type Payer = "team" | "self";

const KEY = "calling-countries";

export function CallingCountries() {
  const { query, managesTeam } = useTeam();
  if (!query.isSuccess) return null;
  return <CountriesOf payer={managesTeam ? "team" : "self"} />;
}

function CountriesOf({ payer }: { payer: Payer }) {
  const countries = useQuery({
    queryKey: [KEY, payer],
    queryFn: () => unwrap(api.GET("/v1/calling/countries", { params: { query: { payer } } })),
  });
  const place = usePlace(countries.isPending);
  return (
    <div id="countries" ref={place} tabIndex={-1} className="place">
      {countries.data ? (
        <CountriesForm key={countries.data.countries.join()} countries={countries.data} payer={payer} />
      ) : (
        <Container header={<Title payer={payer} />}>
          {countries.error ? (
            <LoadError problem={countries.error} onRetry={() => void countries.refetch()} what={t`the countries`} />
          ) : (
            <Loading what={t`the countries`} />
          )}
        </Container>
      )}
    </div>
  );
}

/** Moves to this place of the page, once it is loaded, if the address names it. */
function usePlace(isPending: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== "#countries" || isPending) return;
    place.current?.scrollIntoView();
    place.current?.focus({ preventScroll: true });
  }, [hash, isPending]);
  return place;
}

function Title({ payer }: { payer: Payer }) {
  const whose = payer === "team" ? t`your team's numbers` : t`your own numbers`;
  return (
    <Header variant="h2" description={t`Where calls from ${whose} can go, including forwarded calls.`}>
      {t`Countries that can be called`}
    </Header>
  );
}

function CountriesForm({ countries, payer }: { countries: Countries; payer: Payer }) {
  const [chosen, setChosen] = useState(countries.countries);
  const queries = useQueryClient();
  const notify = useNotify();
  const params = { query: { payer } };
  const save = useApiMutation(
    (codes: string[]) => unwrap(api.PUT("/v1/calling/countries", { params, body: { countries: codes } })),
    {
      onSuccess: (saved) => {
        queries.setQueryData([KEY, payer], saved);
        notify({ type: "success", text: t`Countries saved.` });
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(chosen);
  };
  const removed = countries.countries.filter((code) => !chosen.includes(code)).map(countryName);
  return (
    <form onSubmit={submit} noValidate aria-label={t`Countries that can be called`}>
      <Container
        header={<Title payer={payer} />}
        footer={<Button variant="primary" formAction="submit" loading={save.isPending}>{t`Save`}</Button>}
      >
        <SpaceBetween size="m">
          <CountriesField
            available={countries.available}
            chosen={chosen}
            onChange={setChosen}
            error={save.error?.messageFor("countries")}
            warning={removed.length > 0 ? t`Forwarding to ${removed.join(", ")} will be turned off.` : ""}
          />
          <ProblemAlert problem={save.error} fields={["countries"]} />
        </SpaceBetween>
      </Container>
    </form>
  );
}

interface FieldProps {
  available: string[];
  chosen: string[];
  onChange: (codes: string[]) => void;
  error: string | undefined;
  warning: string;
}

function CountriesField({ available, chosen, onChange, error, warning }: FieldProps) {
  const byName = (one: { label: string }, other: { label: string }) => one.label.localeCompare(other.label);
  const options = available.map((value) => ({ value, label: countryName(value) })).sort(byName);
  return (
    <FormField label={t`Allowed countries`} errorText={error} warningText={warning}>
      <Multiselect
        selectedOptions={options.filter(({ value }) => chosen.includes(value))}
        options={options}
        filteringType="auto"
        filteringPlaceholder={t`Country`}
        filteringAriaLabel={t`Search countries`}
        placeholder={t`Choose countries`}
        empty={t`No matches`}
        tokenLimit={20}
        expandToViewport
        deselectAriaLabel={({ label }) => t`Remove ${label ?? ""}`}
        i18nStrings={{ tokenLimitShowMore: t`Show all`, tokenLimitShowFewer: t`Show fewer` }}
        onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
      />
    </FormField>
  );
}
