/** One invoice or note, as the mail about it links to (B13). */
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useParams } from "react-router";

import { formatPhone } from "../formats/phone";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { Amount, Day } from "../parts/values";
import { DownloadButton } from "./DownloadButton";
import { documentLabel, type Invoice, useInvoice } from "./invoices";

export function InvoicePage() {
  const { invoiceId = "" } = useParams();
  const invoice = useInvoice(invoiceId);
  const found = invoice.data;
  if (invoice.error) {
    return <LoadError problem={invoice.error} onRetry={() => void invoice.refetch()} what={t`the invoice`} />;
  }
  if (!found) return <Loading what={t`the invoice`} />;
  return (
    <Screen
      title={`${documentLabel(found)} ${found.number}`}
      description={found.corrects ? t`${found.reason ?? ""}. Corrects invoice ${found.corrects}.` : undefined}
      actions={
        <DownloadButton
          variant="normal"
          path={`/v1/invoices/${found.invoice_id}`}
          fileName={`${found.number}.pdf`}
          ariaLabel={t`PDF of ${found.number}`}
          label={t`Download PDF`}
        />
      }
    >
      <Summary invoice={found} />
      {found.lines.length > 0 && <Lines lines={found.lines} />}
    </Screen>
  );
}

function Summary({ invoice }: { invoice: Invoice }) {
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t`From`, value: <Party of={invoice.seller} /> },
          { label: t`Bill to`, value: <Party of={invoice.buyer} /> },
          { label: t`Date of issue`, value: <Day at={invoice.issued_at} /> },
          { label: t`Total`, value: <Amount of={invoice.total} /> },
          ...invoice.taxes.map((tax) => ({
            label: t`Included ${tax.name} ${tax.percent}%`,
            value: <Amount of={tax.amount} />,
          })),
          { label: t`PayPal transaction`, value: invoice.paypal_id },
        ]}
      />
    </Container>
  );
}

function Party({ of }: { of: Invoice["seller"] }) {
  return (
    <SpaceBetween size="xxxs">
      {[of.name, ...of.address, ...(of.tax_id ? [t`Tax ID: ${of.tax_id}`] : [])].map((line) => (
        <div key={line}>{line}</div>
      ))}
    </SpaceBetween>
  );
}

function Lines({ lines }: { lines: Invoice["lines"] }) {
  return (
    <Table
      items={lines}
      wrapLines
      ariaLabels={{ tableLabel: t`Lines` }}
      columnDefinitions={[
        {
          id: "what",
          header: t`For`,
          isRowHeader: true,
          cell: (line) => (
            <>
              {line.what} {line.phone_number && formatPhone(line.phone_number)}
              <Box color="text-body-secondary" fontSize="body-s">
                {line.starts_at && line.ends_at && (
                  <Trans>
                    <Day at={line.starts_at} /> to <Day at={line.ends_at} />
                  </Trans>
                )}
                {line.person?.name && ` · ${line.person.name}`}
                {line.prorated && ` · ${t`prorated`}`}
              </Box>
            </>
          ),
        },
        { id: "amount", header: t`Amount`, cell: (line) => <Amount of={{ amount: line.amount, currency: "USD" }} /> },
      ]}
    />
  );
}
