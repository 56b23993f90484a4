/** The letter of authorization, filled in, to print and sign. */
import "./ports.css";

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useParams } from "react-router";

import { CANCEL_DAYS_BEFORE, DOCUMENT_MAX_AGE_DAYS, RESP_ORG } from "../api/terms";
import { formatPhone } from "../formats/phone";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen, useTitle } from "../parts/Screen";
import { ServiceAddress } from "./FormSummary";
import { movingNumbers } from "./progress";
import { type PortIn, usePortIn } from "./queries";

export function Letter() {
  const id = useParams()["portId"] ?? "";
  const port = usePortIn(id);
  const back = <LinkButton to={`/numbers/port-ins/${id}`}>Back to port-in</LinkButton>;
  if (port.isPending) return <Loading what="the letter" />;
  if (!port.data) {
    return (
      <Screen title="Letter of authorization" actions={back}>
        <LoadError problem={port.error} onRetry={() => void port.refetch()} what="the letter" />
      </Screen>
    );
  }
  if (!port.data.account_holder.name) {
    return (
      <Screen title="Letter of authorization" actions={back}>
        <Alert type="info">This port-in is closed, so you no longer need the letter.</Alert>
      </Screen>
    );
  }
  return <Printable port={port.data} back={back} />;
}

/** Without the layout of a screen, which should not be printed. */
function Printable({ port, back }: { port: PortIn; back: ReactNode }) {
  useTitle("Letter of authorization");
  return (
    <div className="content">
      <SpaceBetween size="l">
        <div className="no-print">
          <Header
            variant="h1"
            actions={
              <span className="row-actions">
                {back}
                <Button variant="primary" iconName="file" onClick={() => window.print()}>
                  Print
                </Button>
              </span>
            }
          >
            Letter of authorization
          </Header>
          <ol className="how">
            <li>Print this page, or save it as a PDF.</li>
            <li>
              <b>{port.account_holder.authorized_person}</b> signs and dates it, by hand or with a signing app. It can't
              be older than {DOCUMENT_MAX_AGE_DAYS} days when you submit it.
            </li>
            <li>Scan or photograph the whole page and upload it to the port-in.</li>
          </ol>
        </div>
        <LetterPage port={port} />
      </SpaceBetween>
    </div>
  );
}

function LetterPage({ port }: { port: PortIn }) {
  const { account_holder: holder, carrier } = port;
  const numbers = movingNumbers(port);
  return (
    <article className="letter" aria-label="Letter">
      <h2>Letter of authorization</h2>
      <p>To transfer a telephone number (local number portability)</p>
      <dl>
        <Line
          label={numbers.length > 1 ? "Telephone numbers to be transferred" : "Telephone number to be transferred"}
          value={numbers.map(({ phone_number }) => formatPhone(phone_number, "US")).join(", ")}
        />
        <Line label="Account holder, as on the bill" value={holder.name} />
        <Line label="Authorized person" value={holder.authorized_person} />
        <Line label="Service address" value={<ServiceAddress port={port} />} />
        {numbers.some(({ kind }) => kind === "toll_free") && (
          <Line label="RespOrg" value={`Port to RespOrg ${RESP_ORG}`} />
        )}
        {carrier.keeps_other_numbers && (
          <Line
            label="Main number of those that stay"
            value={formatPhone(carrier.new_billing_phone_number ?? carrier.billing_phone_number, "US")}
          />
        )}
        <Line label="Billing telephone number" value={formatPhone(carrier.billing_phone_number, "US")} />
        {carrier.account_number_ends && (
          <Line label="Account number" value={`ends in ${carrier.account_number_ends}`} />
        )}
        <Line label="Current carrier" value={<span className="blank" />} />
      </dl>
      <p>
        I am the account holder named above, or am authorized to act for the account holder. I authorize Teamline and
        its carrier, Telnyx LLC, to act as agent for this account in order to transfer the telephone number above from
        the current carrier, to request and receive the customer service record of this account, and to issue all
        instructions required for the transfer.
      </p>
      <p>
        I confirm that the name and the service address are as shown in the records of the current carrier. I understand
        that the current carrier may charge an early termination fee, that its service for this number ends with the
        transfer, and that I can revoke this authorization until {CANCEL_DAYS_BEFORE} days before the agreed date.
      </p>
      <div className="signatures">
        <span>Signature of the authorized person</span>
        <span>Printed name</span>
        <span>Date</span>
      </div>
    </article>
  );
}

function Line({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
