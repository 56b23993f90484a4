/** What the API says about texts, by the names that these screens use. */
import type { Row } from "../api/shapes";

export type Conversation = Row<"/v1/conversations">;
export type Message = Row<"/v1/messages">;
export type Media = Message["media"][number];
