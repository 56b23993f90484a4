/** One voicemail: who left it and when, its words, and the buttons to play and delete it. */
import Alert from "@cloudscape-design/components/alert";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useProfile } from "../api/profile";
import { formatPhone } from "../formats/phone";
import { formatLength } from "../formats/time";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { ProblemAlert } from "../parts/ProblemAlert";
import { DateTime } from "../parts/values";
import { Caller } from "./labels";
import { useDeleteVoicemail, useMarkVoicemail, useRecording } from "./mutations";
import type { Voicemail } from "./types";

export function VoicemailRow({ voicemail }: { voicemail: Voicemail }) {
  const { from, at, seconds, transcript, is_new, phone_number, user_id } = voicemail;
  const isOwn = useProfile().data?.account_id === user_id;
  const recording = useRecording(voicemail);
  const mark = useMarkVoicemail(voicemail);
  const [isBroken, setBroken] = useState(false);
  const who = from ? formatPhone(from) : t`a hidden number`;
  return (
    <li className="voicemail">
      <div className="voicemail-head">
        <div>
          <Box fontWeight={is_new ? "bold" : "normal"}>
            <Caller number={from} /> {is_new && <Badge color="green">{t`New`}</Badge>}
          </Box>
          <Box color="text-body-secondary" fontSize="body-s">
            <DateTime at={at} /> · <span className="figures">{formatLength(seconds)}</span>
            {!isOwn && <div>{t`To ${formatPhone(phone_number)}, which you share`}</div>}
          </Box>
        </div>
        <span className="row-actions">
          {!recording.data && (
            <Button
              iconName="caret-right-filled"
              ariaLabel={t`Play the message from ${who}`}
              loading={recording.isPending}
              onClick={() => {
                setBroken(false);
                recording.mutate();
              }}
            >
              {t`Play`}
            </Button>
          )}
          {!is_new && (
            <Button variant="inline-link" loading={mark.isPending} onClick={() => mark.mutate(true)}>
              {t`Mark as new`}
            </Button>
          )}
          {isOwn && <DeleteButton voicemail={voicemail} who={who} />}
        </span>
      </div>
      {transcript && <p className="voicemail-words">{transcript}</p>}
      {recording.data && (
        <audio
          controls
          autoPlay
          src={recording.data.url}
          aria-label={t`Message from ${who}`}
          onPlay={() => is_new && mark.mutate(false)}
          onError={() => {
            setBroken(true);
            recording.reset();
          }}
        />
      )}
      {isBroken && <Alert type="warning">{t`The recording stopped loading. Play it again.`}</Alert>}
      <ProblemAlert problem={recording.error ?? mark.error} />
    </li>
  );
}

function DeleteButton({ voicemail, who }: { voicemail: Voicemail; who: string }) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteVoicemail(voicemail);
  return (
    <>
      <Button
        variant="icon"
        iconName="remove"
        ariaLabel={t`Delete the message from ${who}`}
        onClick={() => setAsking(true)}
      />
      {asking && (
        <ConfirmDialog
          title={t`Delete the message from ${who}?`}
          action={t`Delete`}
          busy={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate()}
          onCancel={() => setAsking(false)}
        >
          {t`This deletes the recording and its transcript. You can't undo it.`}
        </ConfirmDialog>
      )}
    </>
  );
}
