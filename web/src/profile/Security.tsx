/** The password, and where one is signed in (I8). */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQueryClient } from "@tanstack/react-query";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { Failed } from "../parts/Refusal";
import { Distance, Moment } from "../parts/shown";
import type { ProfileView } from "./changes";
import { deviceOf } from "./device";
import { useSessions, type SignedInSession } from "./queries";

export function Security({ profile }: { profile: ProfileView }) {
  const sessions = useSessions();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Everywhere you are signed in. End what you do not know, then change your password."
          actions={
            <LinkButton to={`/reset-password?phone=${encodeURIComponent(profile.phone_number)}`}>
              Change password
            </LinkButton>
          }
        >
          Security
        </Header>
      }
    >
      {sessions.isPending && <Loading what="your sessions" />}
      {sessions.error && (
        <Failed problem={sessions.error} onRetry={() => void sessions.refetch()} what="your sessions" />
      )}
      <ul className="lines" aria-label="Sessions">
        {sessions.data?.items.map((session) => (
          <Line key={session.session_id} session={session} />
        ))}
      </ul>
    </Container>
  );
}

function Line({ session }: { session: SignedInSession }) {
  const queries = useQueryClient();
  const tell = useTell();
  const end = useAttempt((id: string) => answer(api.DELETE("/v1/sessions/{id}", { params: { path: { id } } })), {
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const stop = () =>
    end.mutate(session.session_id, { onError: (problem) => tell({ type: "error", text: problem.message }) });
  return (
    <li className="line">
      <SpaceBetween size="xxs">
        <strong>{deviceOf(session.device)}</strong>
        <span>
          Signed in <Moment at={session.signed_in_at} /> from {session.address}, last used{" "}
          <Distance at={session.last_used_at} />
        </span>
      </SpaceBetween>
      {session.current ? (
        <StatusIndicator wrapText={false}>This one</StatusIndicator>
      ) : (
        <Button loading={end.isPending} onClick={stop} ariaLabel={`End the session on ${deviceOf(session.device)}`}>
          End
        </Button>
      )}
    </li>
  );
}
