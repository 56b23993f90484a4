/** A summary of the form. Account number and PIN are never shown again. */
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { t } from "@lingui/core/macro";

import { formatPlanPrice } from "../formats/plan";
import { formatDate } from "../formats/time";
import { PersonName } from "../parts/people";
import { Phone } from "../parts/values";
import { movingNumbers } from "./progress";
import type { PortIn } from "./queries";

export function FormSummary({ port }: { port: PortIn }) {
  const { carrier, account_holder: holder, plan } = port;
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={130}
      items={[
        { label: port.request_size > 1 ? t`Numbers` : t`Number`, value: <Numbers port={port} /> },
        { label: t`Plan`, value: plan ? formatPlanPrice(plan) : "–" },
        { label: t`User`, value: <PortInUser port={port} /> },
        {
          label: t`Account number`,
          value: carrier.account_number_ends ? t`Ends in ${carrier.account_number_ends}` : t`Provided`,
        },
        { label: "PIN", value: carrier.has_pin ? t`Provided` : t`None` },
        { label: t`Main number on the account`, value: <Phone number={carrier.billing_phone_number} /> },
        { label: t`Name on the account`, value: holder.name },
        { label: t`Authorized person`, value: holder.authorized_person },
        { label: t`Service address`, value: <ServiceAddress port={port} /> },
        {
          label: t`Other numbers`,
          value: carrier.keeps_other_numbers ? t`Some stay on the account` : t`None stay on the account`,
        },
        { label: t`Preferred date`, value: port.wanted_on ? formatDate(port.wanted_on) : t`As soon as possible` },
      ]}
    />
  );
}

/** The numbers that move by this form; this one alone once it is over. */
function Numbers({ port }: { port: PortIn }) {
  const moving = movingNumbers(port);
  const shown = moving.length > 0 ? moving : [port];
  return (
    <>
      {shown.map(({ port_id, phone_number }) => (
        <div key={port_id}>
          <Phone number={phone_number} />
        </div>
      ))}
    </>
  );
}

export function PortInUser({ port }: { port: Pick<PortIn, "holder" | "user_id"> }) {
  if (port.holder === "user") return <>{t`You`}</>;
  return port.user_id ? <PersonName id={port.user_id} /> : <>{t`Not assigned`}</>;
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
