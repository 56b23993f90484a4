/** Cancels a number at the end of the paid period, and says what happens when (N5). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { RESERVE_DAYS } from "../api/terms";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { formatPhone } from "../formats/phone";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Day } from "../parts/values";
import { releaseDate } from "./lifecycle";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  number: PhoneNumber;
  /** Called when a change was requested that takes a moment to show. */
  onStarted: (until: StopPolling) => void;
}

export function CancelNumber({ number, onStarted }: Props) {
  const [asking, setAsking] = useState(false);
  const endsNow = number.status === "suspended";
  const queries = useQueryClient();
  const cancel = useApiMutation((id: string) => unwrap(api.DELETE("/v1/numbers/{id}", { params: { path: { id } } })), {
    says: t`Number canceled.`,
    onSuccess: () => {
      setAsking(false);
      if (endsNow) onStarted(({ status }) => status !== "suspended");
      void queries.invalidateQueries({ queryKey: ["numbers"] });
      void queries.invalidateQueries({ queryKey: ["billing"] });
    },
  });
  const shown = formatPhone(number.phone_number);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Cancel number`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Cancel ${shown}?`}
          action={t`Cancel number`}
          busy={cancel.isPending}
          problem={cancel.error}
          onConfirm={() => cancel.mutate(number.number_id)}
          onCancel={() => setAsking(false)}
          {...(endsNow && { word: shown })}
        >
          <ul className="consequences">{endsNow ? <EndsNowItems /> : <EndsLaterItems number={number} />}</ul>
        </ConfirmDialog>
      )}
    </>
  );
}

function EndsLaterItems({ number: { paid_through } }: { number: PhoneNumber }) {
  if (!paid_through) return null;
  return (
    <>
      <li>
        <Trans>
          It keeps working until <Day at={paid_through} />, the end of the paid period. You won't be charged again.
        </Trans>
      </li>
      <li>{t`You can undo this until then.`}</li>
      <li>
        <Trans>
          Then it stops working and stays reserved for {RESERVE_DAYS} days, until <Day at={releaseDate(paid_through)} />
          . Buy a new plan in that time to get it back.
        </Trans>
      </li>
      <li>{t`After that we release it, and someone else may get it.`}</li>
    </>
  );
}

function EndsNowItems() {
  return (
    <>
      <li>{t`Its plan is past due, so it ends today. You won't be charged.`}</li>
      <li>{t`It stays reserved for ${RESERVE_DAYS} days after the end of the paid period. Buy a new plan in that time to get it back.`}</li>
      <li>{t`After that we release it, and someone else may get it.`}</li>
    </>
  );
}
