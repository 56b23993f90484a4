/** A file that came with a text: a picture is shown, sounds and videos are played, anything else is saved. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { useMediaLink } from "./queries";
import type { Media } from "./types";
import { describeMissing } from "./words";

export function MediaFile({ message_id, file }: { message_id: string; file: Media }) {
  const link = useMediaLink(message_id, file);
  const missing = describeMissing(file);
  if (missing) return <Box color="text-body-secondary">{missing}</Box>;
  if (link.error) return <Button onClick={() => void link.refetch()}>{t`Load the file again`}</Button>;
  if (!link.data) return <div className="media media-loading" aria-label={t`Loading the file`} role="status" />;
  const { url } = link.data;
  const kind = file.content_type.split("/")[0];
  if (kind === "image")
    return (
      <a href={url} target="_blank" rel="noreferrer">
        <img className="media" src={url} alt={t`Picture in this text`} loading="lazy" />
      </a>
    );
  if (kind === "video") return <video className="media" controls src={url} aria-label={t`Video in this text`} />;
  if (kind === "audio") return <audio controls src={url} aria-label={t`Audio in this text`} />;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {file.content_type === "application/pdf" ? t`Save the document` : t`Save the contact card`}
    </a>
  );
}
