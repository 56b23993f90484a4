/** Invites one person. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { AmountField, OptionalLabel, PhoneField, useDraft } from "../parts/fields";
import { ProblemAlert } from "../parts/ProblemAlert";
import { checkRow, type Column, type NewInvitation, type Row } from "./invitationRows";
import { RoleField } from "./RoleField";

const EMPTY = { phone_number: "", email: "", name: "", role: "member", credits: "" };
const FIELDS = ["phone_number", "email", "name", "credits"];

export function AddOne({ onSent, onClose }: { onSent: () => void; onClose: () => void }) {
  const { draft, change, setDraft } = useDraft(EMPTY);
  const [faults, setFaults] = useState<Row["faultsIn"]>({});
  const invite = useApiMutation(
    (body: NewInvitation, key) => unwrap(api.POST("/v1/team/invitations", { body, params: { header: key } })),
    {
      onSuccess: () => {
        setDraft(EMPTY);
        onSent();
      },
    },
  );
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const row = checkRow(1, draft);
    setFaults(row.faultsIn);
    if (row.faults.length === 0 && !invite.isPending) invite.mutate(row.invitation);
  };
  const faultOf = (field: Column) => faults[field] ?? invite.error?.messageFor(field);
  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="m">
        {invite.data && draft === EMPTY && <Sent name={invite.data.name ?? invite.data.email} />}
        <ProblemAlert problem={invite.error} fields={FIELDS} />
        <PhoneField value={draft.phone_number} onChange={change("phone_number")} error={faultOf("phone_number")} />
        <FormField label={t`Email`} errorText={faultOf("email")} stretch>
          <Input
            type="email"
            autoComplete={false}
            value={draft.email}
            onChange={({ detail }) => change("email")(detail.value)}
            ariaRequired
          />
        </FormField>
        <FormField label={<OptionalLabel text={t`Name`} />} errorText={invite.error?.messageFor("name")} stretch>
          <Input autoComplete={false} value={draft.name} onChange={({ detail }) => change("name")(detail.value)} />
        </FormField>
        <RoleField value={draft.role === "admin" ? "admin" : "member"} onChange={change("role")} />
        <AmountField
          label={t`Credits`}
          optional
          value={draft.credits}
          onChange={change("credits")}
          error={faultOf("credits")}
          constraint={t`In USD. We hold it from the team's balance now, and it's theirs when they join.`}
        />
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onClose}>{t`Close`}</Button>
            <Button variant="primary" formAction="submit" loading={invite.isPending} loadingText={t`Sending`}>
              {t`Send invitation`}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </form>
  );
}

function Sent({ name }: { name: string }) {
  return (
    <Alert type="success" header={t`We invited ${name}`}>
      {t`The list shows when the text and email have been sent, and whether the credits are on hold.`}
    </Alert>
  );
}
