/** What the carrier's staff wrote about a port-in, and the field to answer them. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { LoadError, ProblemAlert } from "../parts/ProblemAlert";
import { DateTime } from "../parts/values";
import { useAnswerComment } from "./mutations";
import { type PortComment, type PortIn, usePortComments } from "./queries";

const WRITERS: Record<PortComment["by"], string> = {
  carrier: t`Our carrier`,
  system: t`Our carrier's system`,
  us: t`You`,
};

export function PortComments({ port, open }: { port: PortIn; open: boolean }) {
  const comments = usePortComments(port.port_id);
  const items = comments.data?.items ?? [];
  if (!open && items.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{t`Comments`}</Header>}>
      <SpaceBetween size="m">
        {comments.error && (
          <LoadError problem={comments.error} onRetry={() => void comments.refetch()} what={t`the comments`} />
        )}
        {comments.data && items.length === 0 && (
          <Box color="text-body-secondary">{t`Our carrier hasn't written anything.`}</Box>
        )}
        {items.length > 0 && (
          <ol className="lines" aria-label={t`Comments`}>
            {items.map((comment, index) => (
              <li key={index} className="line line-top">
                <div>
                  <b>{WRITERS[comment.by]}</b>
                  <div className="comment">{comment.body}</div>
                </div>
                <Box color="text-body-secondary" fontSize="body-s">
                  {comment.is_sent ? <DateTime at={comment.at} /> : t`Sending`}
                </Box>
              </li>
            ))}
          </ol>
        )}
        {open && <AnswerForm port={port} />}
      </SpaceBetween>
    </Container>
  );
}

function AnswerForm({ port }: { port: PortIn }) {
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const answer = useAnswerComment(port, () => setText(""));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (text.trim() && !answer.isPending) answer.mutate(text.trim());
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t`Write to our carrier`}>
      <SpaceBetween size="s">
        <FormField
          label={t`Write to our carrier`}
          constraintText={t`Their staff can read this. Don't include a PIN or password.`}
          errorText={missing ? t`Write a comment first.` : answer.error?.messageFor("body")}
          stretch
        >
          <Textarea value={text} rows={3} onChange={({ detail }) => setText(detail.value)} />
        </FormField>
        <ProblemAlert problem={answer.error} fields={["body"]} />
        <Button formAction="submit" loading={answer.isPending} loadingText={t`Sending`}>{t`Send comment`}</Button>
      </SpaceBetween>
    </form>
  );
}

/** What is held up, and is not for the person to fix. */
export function HeldUp({ port }: { port: PortIn }) {
  return (
    <Alert type="info" header={t`It's held up, and there's nothing for you to fix`}>
      {port.problems.map(({ message }, index) => (
        <p key={index} className="plain">
          {message}
        </p>
      ))}
    </Alert>
  );
}
