/** What can be done with an API key: a new secret, or its end. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";
import { type ApiKey, type ApiKeyWithSecret, useRevokeKey, useRotateKey } from "./queries";
import { LIFETIMES, OVERLAPS } from "./words";

export function KeyActions({ of, onRotated }: { of: ApiKey; onRotated: (key: ApiKeyWithSecret) => void }) {
  const [open, setOpen] = useState<"rotate" | "revoke" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="inline-link" ariaLabel={t`Rotate ${of.name}`} onClick={() => setOpen("rotate")}>
          {t`Rotate`}
        </Button>
        <Button variant="inline-link" ariaLabel={t`Revoke ${of.name}`} onClick={() => setOpen("revoke")}>
          {t`Revoke`}
        </Button>
      </SpaceBetween>
      {open === "rotate" && <RotateKey of={of} onRotated={onRotated} onClose={close} />}
      {open === "revoke" && <RevokeKey of={of} onClose={close} />}
    </>
  );
}

interface RotateProps {
  of: ApiKey;
  onRotated: (key: ApiKeyWithSecret) => void;
  onClose: () => void;
}

function RotateKey({ of, onRotated, onClose }: RotateProps) {
  const [days, setDays] = useState("90");
  const [hours, setHours] = useState("24");
  const rotate = useRotateKey(of.key_id, (rotated) => {
    onClose();
    onRotated(rotated);
  });
  return (
    <ConfirmDialog
      title={t`Give “${of.name}” a new secret?`}
      action={t`Rotate`}
      busy={rotate.isPending}
      problem={rotate.error}
      onConfirm={() => rotate.mutate({ expires_in_days: Number(days), overlap_hours: Number(hours) })}
      onCancel={onClose}
    >
      <SpaceBetween size="m">
        <div>{t`The new secret is shown once. What the key may do stays as it is.`}</div>
        <FormField label={t`The new secret works for`}>
          <Select
            ariaLabel={t`The new secret works for`}
            options={LIFETIMES}
            selectedOption={LIFETIMES.find(({ value }) => value === days) ?? null}
            onChange={({ detail }) => setDays(detail.selectedOption.value ?? days)}
          />
        </FormField>
        <FormField label={t`The former secret`}>
          <Select
            ariaLabel={t`The former secret`}
            options={OVERLAPS}
            selectedOption={OVERLAPS.find(({ value }) => value === hours) ?? null}
            onChange={({ detail }) => setHours(detail.selectedOption.value ?? hours)}
          />
        </FormField>
      </SpaceBetween>
    </ConfirmDialog>
  );
}

function RevokeKey({ of, onClose }: { of: ApiKey; onClose: () => void }) {
  const notify = useNotify();
  const revoke = useRevokeKey(of.key_id, () => {
    onClose();
    notify({ type: "success", text: t`The API key is revoked.` });
  });
  return (
    <ConfirmDialog
      title={t`Revoke “${of.name}”?`}
      action={t`Revoke API key`}
      destroys
      busy={revoke.isPending}
      problem={revoke.error}
      onConfirm={() => revoke.mutate()}
      onCancel={onClose}
    >
      {t`Systems that use it are refused at once. This can't be undone: they need another key.`}
    </ConfirmDialog>
  );
}
