/** What the form says, to be read once more; account number and PIN are never shown again. */
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
          value: carrier.account_number_ends ? `Ends with ${carrier.account_number_ends}` : "Given",
        },
        { label: "PIN", value: carrier.has_pin ? "Given" : "None" },
        { label: "Main number of the account", value: <Phone number={carrier.billing_phone_number} /> },
        { label: "Name on the account", value: holder.name },
        { label: "Authorised person", value: holder.authorized_person },
        { label: "Service address", value: <ServiceAddress port={port} /> },
        { label: "Other numbers", value: carrier.keeps_other_numbers ? "Some stay there" : "None stay there" },
        { label: "Day that suits best", value: port.wanted_on ? formatDate(port.wanted_on) : "As soon as possible" },
      ]}
    />
  );
}

export function PortInUser({ port }: { port: Pick<PortIn, "holder" | "user_id"> }) {
  if (port.holder === "user") return <>You</>;
  return port.user_id ? <PersonName id={port.user_id} /> : <>Nobody yet</>;
}

export function ServiceAddress({ port }: { port: Pick<PortIn, "account_holder"> }) {
  const { street, extended, city, state, postal_code } = port.account_holder.address;
  return (
    <>
      {[street, extended].filter(Boolean).join(", ")}
      <br />
      {city}, {state} {postal_code}
    </>
  );
}
