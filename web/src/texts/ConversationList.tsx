/** The conversations, the latest first; what is unread is bold, with how much it is. */
import Badge from "@cloudscape-design/components/badge";
import { t } from "@lingui/core/macro";
import { NavLink } from "react-router";

import { RelativeTime } from "../parts/values";
import type { Conversation } from "./types";
import { nameParty, summarize } from "./words";

interface Props {
  conversations: Conversation[];
  chosen: string | undefined;
}

export function ConversationList({ conversations, chosen }: Props) {
  return (
    <ul className="conversations" aria-label={t`Conversations`}>
      {conversations.map((conversation) => (
        <li key={conversation.conversation_id}>
          <NavLink
            to={`/texts/${conversation.conversation_id}`}
            className={conversation.unread > 0 ? "conversation conversation-unread" : "conversation"}
            aria-current={conversation.conversation_id === chosen ? "page" : undefined}
          >
            <span className="conversation-who">
              <span className="conversation-party">{nameParty(conversation)}</span>
              <span className="conversation-at">
                <RelativeTime at={conversation.last_at} />
              </span>
            </span>
            <span className="conversation-last">
              <span>{conversation.last ? summarize(conversation.last) : t`The last text was deleted.`}</span>
              {conversation.unread > 0 && <Badge color="green">{t`${conversation.unread} new`}</Badge>}
            </span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
