/** The password, and the devices that are signed in (I8). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Profile } from "../api/profile";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { LoadError } from "../parts/ProblemAlert";
import { DateTime, RelativeTime } from "../parts/values";
import { deviceName } from "./device";
import { type SignedInSession, useSessions } from "./queries";

export function Security({ profile }: { profile: Profile }) {
  const sessions = useSessions();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t`Devices signed in to your account. Sign out any device you don't recognize, then change your password.`}
          actions={
            <LinkButton to={`/reset-password?phone=${encodeURIComponent(profile.phone_number)}`}>
              {t`Change password`}
            </LinkButton>
          }
        >
          {t`Security`}
        </Header>
      }
    >
      {sessions.isPending && <Loading what={t`your sessions`} />}
      {sessions.error && (
        <LoadError problem={sessions.error} onRetry={() => void sessions.refetch()} what={t`your sessions`} />
      )}
      <ul className="lines" aria-label={t`Sessions`}>
        {sessions.data?.items.map((session) => (
          <SessionRow key={session.session_id} session={session} />
        ))}
      </ul>
    </Container>
  );
}

function SessionRow({ session }: { session: SignedInSession }) {
  const queries = useQueryClient();
  const notify = useNotify();
  const end = useApiMutation((id: string) => unwrap(api.DELETE("/v1/sessions/{id}", { params: { path: { id } } })), {
    says: t`Signed out on that device.`,
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const endSession = () =>
    end.mutate(session.session_id, { onError: (problem) => notify({ type: "error", text: problem.message }) });
  return (
    <li className="line">
      <SpaceBetween size="xxs">
        <strong>{deviceName(session.device)}</strong>
        <span>
          <Trans>
            Signed in <DateTime at={session.signed_in_at} /> from {session.address}, last used{" "}
            <RelativeTime at={session.last_used_at} />
          </Trans>
        </span>
      </SpaceBetween>
      {session.current ? (
        <StatusIndicator wrapText={false}>{t`This device`}</StatusIndicator>
      ) : (
        <Button loading={end.isPending} onClick={endSession} ariaLabel={t`Sign out ${deviceName(session.device)}`}>
          {t`Sign out`}
        </Button>
      )}
    </li>
  );
}
