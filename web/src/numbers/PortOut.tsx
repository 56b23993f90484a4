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
      <Alert
        type="success"
        header={t`This number stays with you`}
      >{t`The transfer to ${carrierOf(newest)} was ${newest.wrong_pin ? t`rejected because the PIN was wrong` : newest.status}.`}</Alert>
    );
  }
  if (newest.status === "completed") return null;
  return <OpenPortOut number={number} portOut={newest} mayDecide={mayDecide} />;
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
        <>{t`We're stopping the transfer to ${carrierOf(portOut)}. We'll let you know what happens.`}</>
      ) : (
        <>
          <Trans>
            {carrierOf(portOut)} asked for it
            {portOut.on && (
              <>
                <Trans>
                  {" "}
                  and wants to have it on <Day at={portOut.on} />
                </Trans>
              </>
            )}
            . If it was you, you don't need to do anything. If it wasn't, object by{" "}
            <DateTime at={portOut.object_until} />.
            {!mayDecide && t` Only the number's owner can object. Let them know now.`}
          </Trans>
        </>
      )}
      {mayDecide && <CreditToCome number={number} />}
    </Alert>
  );
}

function CreditToCome({ number }: { number: PhoneNumber }) {
  const unused = useUnusedDays(number.subscription_id).data;
  if (!unused || unused.days === 0) return null;
  return (
    <div>
      <Trans>
        If it leaves, its plan ends and <Amount of={unused.credit} /> is credited for {unused.days} unused{" "}
        {plural(unused.days, { one: "day", other: "days" })}.
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
