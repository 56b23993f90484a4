/** The buyer's details that are printed on invoices: shown, and edited by the owner (B13). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { LoadError } from "../parts/ProblemAlert";
import { countryName } from "../formats/countries";
import { DetailsForm } from "./DetailsForm";
import { type Details, useDetails } from "./invoices";

export function BillingDetails({ mayEdit }: { mayEdit: boolean }) {
  const details = useDetails();
  const [editing, setEditing] = useState(false);
  if (details.error) {
    return <LoadError problem={details.error} onRetry={() => void details.refetch()} what={t`the invoice details`} />;
  }
  if (!details.data) return null;
  const items = factsOf(details.data);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            mayEdit && <Button ariaLabel={t`Edit invoice details`} onClick={() => setEditing(true)}>{t`Edit`}</Button>
          }
        >
          {t`Invoice details`}
        </Header>
      }
    >
      {items.length > 0 ? (
        <KeyValuePairs columns={3} items={items} />
      ) : (
        <Box color="text-body-secondary">{t`Add your company, address, and tax ID to have them printed on invoices.`}</Box>
      )}
      {editing && <DetailsForm now={details.data} onClose={() => setEditing(false)} />}
    </Container>
  );
}

function factsOf(details: Details) {
  const region = [details.state, details.postal_code].filter(Boolean).join(" ");
  const place = [details.city, region].filter(Boolean).join(", ");
  const address = [...details.address_lines, place, countryName(details.country)].filter(Boolean);
  return [
    { label: t`Company`, value: details.company },
    { label: t`Address`, value: address.join(", ") },
    { label: t`Tax ID`, value: details.tax_id },
    { label: t`Tax exemption certificate`, value: details.tax_certificate },
    { label: t`PO number`, value: details.po_number },
    { label: t`Invoices also go to`, value: details.invoice_email },
  ].filter(({ value }) => value);
}
