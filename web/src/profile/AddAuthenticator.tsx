/** Sets an authenticator app up: a QR code to scan, and its first code (I11). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { QRCodeSVG } from "qrcode.react";
import { useState, type FormEvent } from "react";

import { Dialog } from "../parts/Dialog";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { Loading } from "../parts/Loading";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";

type Setup = Answer<"/v1/factors/options", "post">;

interface Props {
  onAdded: (recoveryCodes: string[]) => void;
  onCancel: () => void;
}

export function AddAuthenticator({ onAdded, onCancel }: Props) {
  const setup = useQuery({
    queryKey: ["factor-setup"],
    queryFn: () => unwrap(api.POST("/v1/factors/options", { body: { kind: "totp" } })),
    gcTime: 0,
    staleTime: Infinity,
  });
  return (
    <Dialog header={t`Add authenticator app`} onDismiss={onCancel}>
      {setup.isPending && <Loading what={t`the setup`} />}
      {setup.error && <LoadError problem={setup.error} onRetry={() => void setup.refetch()} what={t`the setup`} />}
      {setup.data && <ScanAndConfirm setup={setup.data} onAdded={onAdded} />}
    </Dialog>
  );
}

function ScanAndConfirm({ setup, onAdded }: { setup: Setup; onAdded: (recoveryCodes: string[]) => void }) {
  const [code, setCode] = useState("");
  const add = useApiMutation(
    (typed: string) => unwrap(api.POST("/v1/factors", { body: { setup_id: setup.setup_id, code: typed } })),
    { onSuccess: ({ recovery_codes }) => onAdded(recovery_codes) },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending) add.mutate(code.replace(/\D/g, ""));
  };
  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="m">
        <p>{t`Scan this with an authenticator app on your phone, then enter the code it shows.`}</p>
        <Box textAlign="center">
          <QRCodeSVG value={setup.authenticator?.link ?? ""} size={180} marginSize={2} title={t`QR code to scan`} />
        </Box>
        <p>
          <Trans>
            Can&apos;t scan it? Enter this key in the app:{" "}
            <code className="factor-key">{setup.authenticator?.secret}</code>
          </Trans>
        </p>
        <ProblemAlert problem={add.error} fields={["code"]} />
        <FormField label={t`Authenticator code`} errorText={add.error?.messageFor("code")} stretch>
          <Input
            inputMode="numeric"
            autoComplete="one-time-code"
            name="code"
            value={code}
            onChange={({ detail }) => setCode(detail.value)}
            ariaRequired
          />
        </FormField>
        <Button variant="primary" formAction="submit" fullWidth loading={add.isPending} loadingText={t`Add`}>
          {t`Add`}
        </Button>
      </SpaceBetween>
    </form>
  );
}
