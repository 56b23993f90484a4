/** Edits the details that are printed on invoices; those that are issued keep theirs. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { Dialog } from "../parts/Dialog";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { OptionalLabel, useDraft } from "../parts/fields";
import { ProblemAlert } from "../parts/ProblemAlert";
import { countryOptions } from "../formats/countries";
import type { Details } from "./invoices";

const TEXTS = [
  { name: "company", label: t`Company`, autoComplete: "organization" },
  { name: "street", label: t`Street address`, autoComplete: "address-line1" },
  { name: "extended", label: t`Suite, floor or unit`, autoComplete: "address-line2" },
  { name: "city", label: t`City`, autoComplete: "address-level2" },
  { name: "state", label: t`State or province`, autoComplete: "address-level1" },
  { name: "postal_code", label: t`ZIP or postal code`, autoComplete: "postal-code" },
  { name: "tax_id", label: t`Tax ID`, autoComplete: "off" },
  { name: "tax_certificate", label: t`Tax exemption certificate number`, autoComplete: "off" },
  { name: "po_number", label: t`PO number`, autoComplete: "off" },
  { name: "invoice_email", label: t`Email for copies of invoices`, autoComplete: "email" },
] as const;
const FIELDS = [...TEXTS.map(({ name }) => name), "country", "address_lines"];

export function DetailsForm({ now, onClose }: { now: Details; onClose: () => void }) {
  const [street = "", extended = "", third = ""] = now.address_lines;
  const { draft, change } = useDraft({ ...now, street, extended });
  const [countries] = useState(countryOptions);
  const save = useSaveDetails(onClose);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const { street: first, extended: second, ...rest } = draft;
    save.mutate({ ...rest, address_lines: [first, second, third].filter(Boolean) });
  };
  return (
    <Dialog
      header={t`Invoice details`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" loading={save.isPending} onClick={() => submit()}>{t`Save`}</Button>
        </Box>
      }
    >
      <form onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          <FormField label={<OptionalLabel text={t`Country`} />} errorText={save.error?.messageFor("country")} stretch>
            <Select
              filteringType="auto"
              placeholder={t`Choose a country`}
              selectedOption={countries.find(({ value }) => value === draft.country) ?? null}
              options={countries}
              onChange={({ detail }) => change("country")(detail.selectedOption.value ?? "")}
            />
          </FormField>
          {TEXTS.map(({ name, label, autoComplete }) => (
            <FormField
              key={name}
              label={<OptionalLabel text={label} />}
              errorText={save.error?.messageFor(name === "street" ? "address_lines" : name)}
              stretch
            >
              <Input
                value={draft[name]}
                autoComplete={autoComplete}
                onChange={({ detail }) => change(name)(detail.value)}
              />
            </FormField>
          ))}
          <ProblemAlert problem={save.error} fields={FIELDS} />
        </SpaceBetween>
      </form>
    </Dialog>
  );
}

function useSaveDetails(onSaved: () => void) {
  const queries = useQueryClient();
  return useApiMutation((body: Details) => unwrap(api.PUT("/v1/billing/details", { body })), {
    onSuccess: (saved) => {
      queries.setQueryData(["billing", "details"], saved);
      onSaved();
    },
  });
}
