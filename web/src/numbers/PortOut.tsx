/** Another carrier asks for a number: what happens when, the credit to come, and the way to object (N13). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Amount, DateTime, Day } from "../parts/values";
import { usePortOut, useUnusedDays } from "./queries";
import type { PhoneNumber, PortOut } from "./types";

export function PortOutAlert({ number, mayDecide }: { number: PhoneNumber; mayDecide: boolean }) {
  const newest = usePortOut(number.number_id).data;
  if (!newest) return null;
  if (newest.status === "rejected" || newest.status === "canceled") {
    return (
      <Alert type="success" header={t`This number stays with you`}>
        {howItEnded(newest)}
      </Alert>
    );
  }
  if (newest.status === "completed") return null;
  return <OpenPortOut number={number} portOut={newest} mayDecide={mayDecide} />;
}

function howItEnded(portOut: PortOut): string {
  const carrier = carrierOf(portOut);
  if (portOut.wrong_pin) return t`The transfer to ${carrier} was rejected because the PIN was wrong.`;
  return portOut.status === "rejected"
    ? t`The transfer to ${carrier} was rejected.`
    : t`The transfer to ${carrier} was canceled.`;
}

interface OpenProps {
  number: PhoneNumber;
  portOut: PortOut;
  mayDecide: boolean;
}

function OpenPortOut({ number, portOut, mayDecide }: OpenProps) {
  const objected = portOut.status === "objected";
  return (
    <Alert
      type={objected ? "info" : "warning"}
      header={objected ? t`You objected to a transfer` : t`Someone asked to move this number to another carrier`}
      action={mayDecide && portOut.can_object && <ObjectButton portOut={portOut} />}
    >
      {objected ? (
        t`We're stopping the transfer to ${carrierOf(portOut)}. We'll let you know what happens.`
      ) : (
        <>
          <Asked portOut={portOut} />
          {!mayDecide && <> {t`Only the number's owner can object. Let them know now.`}</>}
        </>
      )}
      {mayDecide && <CreditToCome number={number} />}
    </Alert>
  );
}

function Asked({ portOut: { on, object_until }, portOut }: { portOut: PortOut }) {
  const [carrier, until] = [carrierOf(portOut), <DateTime key="until" at={object_until} />];
  return on ? (
    <Trans>
      {carrier} asked for it and wants to have it on <Day at={on} />. If it was you, you don't need to do anything. If
      it wasn't, object by {until}.
    </Trans>
  ) : (
    <Trans>
      {carrier} asked for it. If it was you, you don't need to do anything. If it wasn't, object by {until}.
    </Trans>
  );
}

function CreditToCome({ number }: { number: PhoneNumber }) {
  const unused = useUnusedDays(number.subscription_id).data;
  if (!unused || unused.days === 0) return null;
  return (
    <div>
      <Trans>
        If it leaves, its plan ends and <Amount of={unused.credit} /> is credited for{" "}
        {plural(unused.days, { one: "# unused day", other: "# unused days" })}.
      </Trans>
    </div>
  );
}

function ObjectButton({ portOut }: { portOut: PortOut }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const path = { id: portOut.port_out_id };
  const object = useApiMutation(() => unwrap(api.POST("/v1/port-outs/{id}/object", { params: { path } })), {
    onSuccess: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ["numbers"] });
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Object`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Object to this transfer?`}
          action={t`Object`}
          busy={object.isPending}
          problem={object.error}
          onConfirm={() => object.mutate()}
          onCancel={() => setAsking(false)}
        >
          <ul className="consequences">
            <li>{t`We'll let the other carrier know you didn't ask for this. Your number keeps working here.`}</li>
            <li>{t`If you do want to move it, don't object: the transfer would be rejected.`}</li>
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}

function carrierOf({ carrier_name }: PortOut): string {
  return carrier_name || t`another carrier`;
}
