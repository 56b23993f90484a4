/** Two-step sign-in: passkeys, the authenticator app, and recovery codes (I11). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Loading } from "../parts/Loading";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";
import { DateTime, RelativeTime } from "../parts/values";
import { AddAuthenticator } from "./AddAuthenticator";
import { type SecondFactor, useFactors } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";
import { useAddPasskey } from "./useAddPasskey";

/** `onCodes` learns when recovery codes are on the screen, which must not go before the person has kept them. */
export function SecondFactors({ onCodes }: { onCodes?: (shown: boolean) => void }) {
  const factors = useFactors();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [codes, setCodes] = useState<string[]>([]);
  const showCodes = (shown: string[]) => {
    setCodes(shown);
    onCodes?.(shown.length > 0);
  };
  const onAdded = (shown: string[]) => {
    setAdding(false);
    showCodes(shown);
    void queries.invalidateQueries({ queryKey: ["factors"] });
  };
  const passkey = useAddPasskey(onAdded);
  const renew = useApiMutation(() => unwrap(api.POST("/v1/factors/recovery-codes")), {
    onSuccess: ({ recovery_codes }) => onAdded(recovery_codes),
  });
  const items = factors.data?.items ?? [];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t`After your password, sign-in also asks for a passkey or a code from an app on your phone.`}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {!items.some((factor) => factor.kind === "totp") && (
                <Button onClick={() => setAdding(true)}>{t`Add authenticator app`}</Button>
              )}
              <Button onClick={() => passkey.mutate()} loading={passkey.isPending}>{t`Add passkey`}</Button>
            </SpaceBetween>
          }
        >
          {t`Two-step sign-in`}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {factors.isPending && <Loading what={t`your two-step sign-in`} />}
        {factors.error && (
          <LoadError problem={factors.error} onRetry={() => void factors.refetch()} what={t`your two-step sign-in`} />
        )}
        <ProblemAlert problem={passkey.error ?? renew.error} />
        {factors.data && items.length === 0 && <Box>{t`Off. You sign in with just your password.`}</Box>}
        <ul className="lines" aria-label={t`Second factors`}>
          {items.map((factor) => (
            <FactorRow key={factor.factor_id} factor={factor} isLast={items.length === 1} />
          ))}
        </ul>
        {factors.data?.required_by_team && items.length > 0 && <Box>{t`Your team requires two-step sign-in.`}</Box>}
        {items.length > 0 && (
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <span>{t`${factors.data?.recovery_codes_left ?? ""} recovery codes left.`}</span>
            <Button variant="inline-link" loading={renew.isPending} onClick={() => renew.mutate()}>
              {t`Get new recovery codes`}
            </Button>
          </SpaceBetween>
        )}
      </SpaceBetween>
      {adding && <AddAuthenticator onAdded={onAdded} onCancel={() => setAdding(false)} />}
      {codes.length > 0 && <RecoveryCodes codes={codes} onDone={() => showCodes([])} />}
    </Container>
  );
}

function FactorRow({ factor, isLast }: { factor: SecondFactor; isLast: boolean }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const remove = useApiMutation(
    () => unwrap(api.DELETE("/v1/factors/{id}", { params: { path: { id: factor.factor_id } } })),
    {
      onSuccess: () => {
        setAsking(false);
        void queries.invalidateQueries({ queryKey: ["factors"] });
        void queries.invalidateQueries({ queryKey: ["sessions"] });
      },
    },
  );
  return (
    <li className="line">
      <SpaceBetween size="xxs">
        <strong>{factor.label}</strong>
        <span>
          {factor.last_used_at ? (
            <Trans>
              Added <DateTime at={factor.added_at} />, last used <RelativeTime at={factor.last_used_at} />
            </Trans>
          ) : (
            <Trans>
              Added <DateTime at={factor.added_at} />
            </Trans>
          )}
        </span>
      </SpaceBetween>
      <Button ariaLabel={t`Remove ${factor.label}`} onClick={() => setAsking(true)}>{t`Remove`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Remove ${factor.label}?`}
          action={t`Remove`}
          busy={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate()}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>{t`Your other devices will be signed out.`}</li>
            {isLast && <li>{t`You'll sign in with just your password, and your recovery codes will stop working.`}</li>}
          </ul>
        </ConfirmDialog>
      )}
    </li>
  );
}
