/** Give a number up at the end of what is paid, with what happens when (N5). */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { formatPhone } from "../formats/phone";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Day } from "../parts/values";
import { releaseDate, RESERVE_DAYS } from "./lifecycle";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  number: PhoneNumber;
  /** Something was started that comes about in a moment. */
  onStarted: (until: StopPolling) => void;
}

export function CancelNumber({ number, onStarted }: Props) {
  const [asking, setAsking] = useState(false);
  const endsNow = number.status === "suspended";
  const queries = useQueryClient();
  const cancel = useApiMutation((id: string) => unwrap(api.DELETE("/v1/numbers/{id}", { params: { path: { id } } })), {
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
      <Button onClick={() => setAsking(true)}>Cancel the number</Button>
      {asking && (
        <ConfirmDialog
          title={`Cancel ${shown}?`}
          action="Cancel the number"
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
        It works as before until <Day at={paid_through} />, the end of what is paid. Nothing more is charged.
      </li>
      <li>Until then you can undo this with one click.</li>
      <li>
        Then it stops working and stays in reserve for {RESERVE_DAYS} days, until <Day at={releaseDate(paid_through)} />
        . In those days a new plan brings it back.
      </li>
      <li>After that it goes back to the carrier, and somebody else may get it.</li>
    </>
  );
}

function EndsNowItems() {
  return (
    <>
      <li>Its plan is past due, so it ends today. Nothing is charged.</li>
      <li>It stays in reserve for {RESERVE_DAYS} days from the end of what was paid; a new plan brings it back.</li>
      <li>After that it goes back to the carrier, and somebody else may get it.</li>
    </>
  );
}
