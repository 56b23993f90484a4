/** The search for a new number: local or toll-free, area code, place, digits (N1). */
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import type { NumberKind } from "../api/plans";
import { KIND_LABELS } from "../formats/plan";
import { STATES } from "../formats/usStates";
import { useDraft } from "../parts/fields";
import { type CriteriaFaults, validateCriteria } from "./searchCriteria";
import type { Criteria } from "./types";

const ANY = "";
const STATE_OPTIONS = [{ value: ANY, label: t`Any state` }, ...STATES];
const KIND_OPTIONS = Object.entries(KIND_LABELS).map(([id, text]) => ({ id, text }));

export function NumberSearch({ wanted, onSearch }: { wanted: Criteria; onSearch: (wanted: Criteria) => void }) {
  const { draft, change, setDraft } = useDraft(wanted);
  const [faults, setFaults] = useState<CriteriaFaults>({});
  const search = (criteria: Criteria) => {
    const found = validateCriteria(criteria);
    setFaults(found);
    if (Object.keys(found).length === 0) onSearch(criteria);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search(draft);
  };
  const choose = (kind: NumberKind) => {
    const criteria = { ...draft, kind, area_code: "" };
    setDraft(criteria);
    search(criteria);
  };
  const need = (needs: Partial<Pick<Criteria, "texts" | "emergency">>) => {
    const criteria = { ...draft, ...needs };
    setDraft(criteria);
    search(criteria);
  };
  const local = draft.kind === "local";
  return (
    <form onSubmit={submit} noValidate role="search" aria-label={t`Search for numbers`}>
      <SegmentedControl
        label={t`Number type`}
        selectedId={draft.kind}
        options={KIND_OPTIONS}
        onChange={({ detail }) => choose(detail.selectedId as NumberKind)}
      />
      <div className={local ? "search-fields" : "search-fields search-fields-short"}>
        <TextField
          label={local ? t`Area code` : t`Prefix`}
          placeholder={local ? "415" : "800"}
          value={draft.area_code}
          error={faults.area_code}
          onChange={(typed) => change("area_code")(typed.replace(/\D/g, "").slice(0, 3))}
          inputMode="numeric"
        />
        {local && (
          <TextField label={t`City`} placeholder={t`San Francisco`} value={draft.city} onChange={change("city")} />
        )}
        {local && (
          <FormField label={t`State`} stretch>
            <Select
              selectedOption={STATE_OPTIONS.find(({ value }) => value === draft.state) ?? null}
              options={STATE_OPTIONS}
              filteringType="auto"
              filteringPlaceholder={t`State`}
              filteringAriaLabel={t`Search states`}
              expandToViewport
              onChange={({ detail }) => change("state")(detail.selectedOption.value ?? ANY)}
            />
          </FormField>
        )}
        <TextField
          label={t`Contains`}
          placeholder={t`2468 or TAXI`}
          value={draft.contains}
          error={faults.contains}
          onChange={change("contains")}
        />
        <span className="search-button">
          <Button formAction="submit" iconName="search" fullWidth>{t`Search`}</Button>
        </span>
      </div>
      <div className="search-needs" role="group" aria-label={t`Required features`}>
        <Checkbox checked={draft.texts} onChange={({ detail }) => need({ texts: detail.checked })}>{t`Texts`}</Checkbox>
        {local && (
          <Checkbox checked={draft.emergency} onChange={({ detail }) => need({ emergency: detail.checked })}>
            {t`Emergency calls`}
          </Checkbox>
        )}
      </div>
    </form>
  );
}

interface TextProps {
  label: string;
  placeholder: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
  inputMode?: "numeric";
}

function TextField({ label, placeholder, value, error, onChange, inputMode }: TextProps) {
  return (
    <FormField label={label} errorText={error} stretch>
      <Input
        value={value}
        placeholder={placeholder}
        autoComplete={false}
        onChange={({ detail }) => onChange(detail.value)}
        {...(inputMode && { inputMode })}
      />
    </FormField>
  );
}
