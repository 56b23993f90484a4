/** The texts of the numbers that the person uses or shares: conversations at the left, the chosen one beside them. */
import "./texts.css";

import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import { t } from "@lingui/core/macro";
import { useNavigate, useParams } from "react-router";

import { EmptyState } from "../parts/EmptyState";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { ConversationList } from "./ConversationList";
import { NewConversation } from "./NewConversation";
import { useConversations } from "./queries";
import { Thread } from "./Thread";

export function Texts() {
  const { conversation: chosen } = useParams();
  const go = useNavigate();
  const isNarrow = useIsNarrow();
  const pages = usePages();
  const conversations = useConversations(pages.cursor);
  const writeNew = <Button variant="primary" onClick={() => void go("/texts/new")}>{t`New text`}</Button>;
  if (conversations.isPending)
    return (
      <TextsScreen>
        <Loading what={t`your texts`} />
      </TextsScreen>
    );
  if (conversations.error)
    return (
      <TextsScreen>
        <LoadError problem={conversations.error} onRetry={() => void conversations.refetch()} what={t`your texts`} />
      </TextsScreen>
    );
  const { items, next_cursor } = conversations.data;
  const open = items.find(({ conversation_id }) => conversation_id === chosen);
  return (
    <TextsScreen actions={writeNew}>
      <div className="texts">
        {!(isNarrow && chosen) && (
          <Container>
            {items.length === 0 ? (
              <EmptyState title={t`No texts yet`}>{t`Texts to and from your numbers appear here.`}</EmptyState>
            ) : (
              <ConversationList conversations={items} chosen={chosen} />
            )}
            {pages.renderPagination(next_cursor, conversations.isPlaceholderData)}
          </Container>
        )}
        {chosen === "new" ? <NewConversation conversations={items} /> : chosen && <Thread id={chosen} listed={open} />}
      </div>
    </TextsScreen>
  );
}

function TextsScreen({ actions, children }: { actions?: React.ReactNode; children: React.ReactNode }) {
  return (
    <Screen
      title={t`Texts`}
      description={t`Texts to and from your numbers and the ones you share. No one else on your team can read them.`}
      actions={actions}
    >
      {children}
    </Screen>
  );
}
