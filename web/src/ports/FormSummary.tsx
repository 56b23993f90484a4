/** A summary of the form. Account number and PIN are never shown again. */
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";

import { formatPlanPrice } from "../formats/plan";
import { formatDate } from "../formats/time";
import { PersonName } from "../parts/people";
import { Phone } from "../parts/values";
import type { PortIn } from "./queries";

export function FormSummary({ port }: { port: PortIn }) {
  const { carrier, account_holder: holder, plan } = port;
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={130}
      items={[
        { label: "Number", value: <Phone number={port.phone_number} /> },
        { label: "Plan", value: plan ? formatPlanPrice(plan) : "–" },
        { label: "User", value: <PortInUser port={port} /> },
        {
          label: "Account number",
          value: carrier.account_number_ends ? `Ends in ${carrier.account_number_ends}` : "Provided",
        },
        { label: "PIN", value: carrier.has_pin ? "Provided" : "None" },
        { label: "Main number on the account", value: <Phone number={carrier.billing_phone_number} /> },
        { label: "Name on the account", value: holder.name },
        { label: "Authorized person", value: holder.authorized_person },
        { label: "Service address", value: <ServiceAddress port={port} /> },
        {
          label: "Other numbers",
          value: carrier.keeps_other_numbers ? "Some stay on the account" : "None stay on the account",
        },
        { label: "Preferred date", value: port.wanted_on ? formatDate(port.wanted_on) : "As soon as possible" },
      ]}
    />
  );
}

export function PortInUser({ port }: { port: Pick<PortIn, "holder" | "user_id"> }) {
  if (port.holder === "user") return <>You</>;
  return port.user_id ? <PersonName id={port.user_id} /> : <>Not assigned</>;
}

function ServiceAddress({ port }: { port: Pick<PortIn, "account_holder"> }) {
  const { street, extended, city, state, postal_code } = port.account_holder.address;
  return (
    <>
      {[street, extended].filter(Boolean).join(", ")}
      <br />
      {city}, {state} {postal_code}
    </>
  );
}
