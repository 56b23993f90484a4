/** The form of a new API key: what it opens, until when, and from where. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";

import { Dialog } from "../parts/Dialog";
import { OptionalLabel, useDraft } from "../parts/fields";
import { ProblemAlert } from "../parts/ProblemAlert";
import { type ApiKeyWithSecret, type Scope, useMakeKey } from "./queries";
import { GROUPS, LIFETIMES, networksIn, SCOPES } from "./words";

const EMPTY: { name: string; scopes: Scope[]; days: string; networks: string } = {
  name: "",
  scopes: [],
  days: "90",
  networks: "",
};

export function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (key: ApiKeyWithSecret) => void }) {
  const { draft, change } = useDraft(EMPTY);
  const [missed, setMissed] = useState(false);
  const make = useMakeKey(onMade);
  const name = draft.name.trim();
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    setMissed(true);
    if (make.isPending || !name || draft.scopes.length === 0) return;
    const ranges = networksIn(draft.networks);
    make.mutate({ name, scopes: draft.scopes, expires_in_days: Number(draft.days), ...(ranges.length && { ranges }) });
  };
  const wrongNetwork = make.error?.errors.find(({ field }) => field.startsWith("ranges"));
  return (
    <Dialog
      size="large"
      header={t`Make an API key`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>{t`Cancel`}</Button>
            <Button variant="primary" onClick={() => send()} loading={make.isPending} loadingText={t`Make API key`}>
              {t`Make API key`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={send}>
        <SpaceBetween size="m">
          <FormField
            label={t`Name`}
            constraintText={t`The system that will use it.`}
            errorText={make.error?.messageFor("name") ?? (missed && !name ? t`Enter a name.` : "")}
            stretch
          >
            <Input
              value={draft.name}
              onChange={({ detail }) => change("name")(detail.value)}
              placeholder={t`Monthly books`}
              ariaRequired
              autoFocus
            />
          </FormField>
          <FormField
            label={t`What it may do`}
            errorText={missed && draft.scopes.length === 0 ? t`Choose at least one.` : ""}
            stretch
          >
            <ScopeChoice chosen={draft.scopes} onChange={change("scopes")} />
          </FormField>
          <FormField label={t`Works for`} stretch>
            <Select
              ariaLabel={t`Works for`}
              options={LIFETIMES}
              selectedOption={LIFETIMES.find(({ value }) => value === draft.days) ?? null}
              onChange={({ detail }) => change("days")(detail.selectedOption.value ?? EMPTY.days)}
            />
          </FormField>
          <FormField
            label={<OptionalLabel text={t`Networks`} />}
            constraintText={t`One in each line, such as 203.0.113.0/24. Without any, it works from everywhere.`}
            errorText={wrongNetwork?.message ?? ""}
            stretch
          >
            <Textarea
              value={draft.networks}
              onChange={({ detail }) => change("networks")(detail.value)}
              rows={2}
              spellcheck={false}
            />
          </FormField>
          {!wrongNetwork && <ProblemAlert problem={make.error} fields={["name"]} />}
        </SpaceBetween>
      </form>
    </Dialog>
  );
}

function ScopeChoice({ chosen, onChange }: { chosen: Scope[]; onChange: (chosen: Scope[]) => void }) {
  const toggle = (scope: Scope, on: boolean) => {
    onChange(on ? [...chosen, scope] : chosen.filter((one) => one !== scope));
  };
  return (
    <SpaceBetween size="m">
      {GROUPS.map(({ name, scopes }) => (
        <SpaceBetween key={name} size="xxs">
          <Box variant="awsui-key-label">{name}</Box>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              checked={chosen.includes(scope)}
              description={scope}
              onChange={({ detail }) => toggle(scope, detail.checked)}
            >
              {SCOPES[scope]}
            </Checkbox>
          ))}
        </SpaceBetween>
      ))}
    </SpaceBetween>
  );
}
