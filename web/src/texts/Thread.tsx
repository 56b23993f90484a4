/** One conversation: its texts, the newest at the bottom, and the field to answer. Opened, it counts as read. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { useNavigate } from "react-router";

import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { Bubble } from "./Bubble";
import { Compose } from "./Compose";
import { useMarkRead } from "./mutations";
import { useThread } from "./queries";
import type { Conversation, Message } from "./types";
import { nameParty, whyNoAnswer } from "./words";

interface Props {
  id: string;
  /** The conversation in the list; undefined if it isn't on this page of it. */
  listed: Conversation | undefined;
}

export function Thread({ id, listed }: Props) {
  const go = useNavigate();
  const isNarrow = useIsNarrow();
  const thread = useThread(id);
  const markRead = useMarkRead();
  const { mutate, isPending } = markRead;
  const isUnread = listed !== undefined && listed.unread > 0 && listed.last !== null;
  const isShown = thread.data?.pages[0]?.items[0]?.message_id === listed?.last?.message_id;
  useEffect(() => {
    if (isUnread && isShown && !isPending) mutate(listed);
  }, [isUnread, isShown, isPending, mutate, listed]);
  if (thread.isPending) return <Loading what={t`this conversation`} />;
  if (thread.error)
    return <LoadError problem={thread.error} onRetry={() => void thread.refetch()} what={t`this conversation`} />;
  const texts = thread.data.pages.flatMap(({ items }) => items).reverse();
  const about = listed ?? fromTexts(texts);
  if (!about) return <Alert type="info">{t`This conversation has no texts anymore.`}</Alert>;
  const noAnswer = whyNoAnswer(about);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={isNarrow && <Button iconName="arrow-left" onClick={() => void go("/texts")}>{t`All texts`}</Button>}
        >
          {nameParty(about)}
        </Header>
      }
      footer={
        noAnswer ? (
          <Alert type="info">{noAnswer}</Alert>
        ) : (
          <Compose key={id} number_id={about.number_id} to={about.party[0] ?? ""} />
        )
      }
    >
      {thread.hasNextPage && (
        <div className="thread-earlier">
          <Button loading={thread.isFetchingNextPage} onClick={() => void thread.fetchNextPage()}>
            {t`Show earlier texts`}
          </Button>
        </div>
      )}
      <ol className="thread" aria-label={t`Texts of this conversation`} aria-live="polite">
        {texts.map((message) => (
          <Bubble key={message.message_id} message={message} isGroup={about.party.length > 1} />
        ))}
      </ol>
    </Container>
  );
}

/** What the texts of a conversation say about it. */
function fromTexts(texts: Message[]): Pick<Conversation, "party" | "number_id"> | null {
  const one = texts[0];
  if (!one) return null;
  const other = one.direction === "in" ? one.from : one.to;
  return { number_id: one.number_id, party: [...new Set([other, ...one.group])].sort() };
}
