/** Where the person usually is, for emergency services; and how emergency calls are made (N11). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import type { FormEvent } from "react";

import { OptionalLabel, useDraft } from "../../parts/fields";
import { Loading } from "../../parts/Loading";
import { useNotify } from "../../parts/notifications";
import { LoadError, ProblemAlert } from "../../parts/ProblemAlert";
import { type Emergency, useEmergency, useSaveAddress } from "./queries";

const FIELDS = [
  { name: "line1", label: t`Street address`, autoComplete: "address-line1" },
  { name: "line2", label: t`Apartment or floor`, autoComplete: "address-line2", optional: true },
  { name: "city", label: t`City`, autoComplete: "address-level2" },
  { name: "state", label: t`State or province`, autoComplete: "address-level1", hint: t`Two letters, such as CA.` },
  { name: "postal_code", label: t`ZIP or postal code`, autoComplete: "postal-code" },
] as const;
const NAMES = FIELDS.map(({ name }) => name);
const NO_ADDRESS = { line1: "", line2: "", city: "", state: "", postal_code: "" };

export function EmergencyAddress() {
  const emergency = useEmergency();
  if (emergency.data) return <AddressForm emergency={emergency.data} />;
  return (
    <Container header={<Title />}>
      {emergency.error ? (
        <LoadError
          problem={emergency.error}
          onRetry={() => void emergency.refetch()}
          what={t`your emergency address`}
        />
      ) : (
        <Loading what={t`your emergency address`} />
      )}
    </Container>
  );
}

function Title() {
  return (
    <Header
      variant="h2"
      description={t`Where you usually are, in the US or Canada. We keep it on file. If you call 911, your phone's own service locates you.`}
    >
      {t`Emergency address`}
    </Header>
  );
}

function AddressForm({ emergency }: { emergency: Emergency }) {
  const { draft, change } = useDraft(emergency.address ?? NO_ADDRESS);
  const notify = useNotify();
  const save = useSaveAddress(() => notify({ type: "success", text: t`Emergency address saved.` }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(draft);
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t`Emergency address`}>
      <Container
        header={<Title />}
        footer={<Button variant="primary" formAction="submit" loading={save.isPending}>{t`Save`}</Button>}
      >
        <SpaceBetween size="m">
          <Box color="text-body-secondary">{emergency.notice}</Box>
          <ProblemAlert problem={save.error} fields={NAMES} />
          {FIELDS.map(({ name, label, autoComplete, ...more }) => (
            <FormField
              key={name}
              label={"optional" in more ? <OptionalLabel text={label} /> : label}
              constraintText={"hint" in more && more.hint}
              errorText={save.error?.messageFor(name)}
            >
              <Input
                value={draft[name]}
                autoComplete={autoComplete}
                ariaRequired={!("optional" in more)}
                onChange={({ detail }) => change(name)(detail.value)}
              />
            </FormField>
          ))}
        </SpaceBetween>
      </Container>
    </form>
  );
}
