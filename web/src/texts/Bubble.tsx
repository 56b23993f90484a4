/** One text: who wrote it, its words and files, when it came, and what became of it. */
import Box from "@cloudscape-design/components/box";
import { t } from "@lingui/core/macro";

import { useProfile } from "../api/profile";
import { formatPhone } from "../formats/phone";
import { DateTime } from "../parts/values";
import { MediaFile } from "./MediaFile";
import type { Message } from "./types";
import { describeStatus, explain } from "./words";

export function Bubble({ message, isGroup }: { message: Message; isGroup: boolean }) {
  const isOwn = useProfile().data?.account_id === message.user_id;
  const why = explain(message);
  const isSent = message.direction === "out";
  return (
    <li className={isSent ? "bubble bubble-sent" : "bubble"}>
      {isGroup && !isSent && <Box variant="strong">{formatPhone(message.from)}</Box>}
      {message.text && <p className="bubble-words">{message.text}</p>}
      {message.media.map((file) => (
        <MediaFile key={file.place} message_id={message.message_id} file={file} />
      ))}
      {why && <Box fontSize="body-s">{why}</Box>}
      <Box color="text-body-secondary" fontSize="body-s">
        <DateTime at={message.at} />
        {isSent && ` · ${describeStatus(message)}`}
        {isSent && !isOwn && ` · ${t`by a colleague`}`}
      </Box>
    </li>
  );
}
