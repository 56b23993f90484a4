/** The statement: every entry with the balance after it, newest first, and the nightly check (B16). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Link } from "react-router";

import { useTimeZone } from "../api/profile";
import { toMicros } from "../formats/money";
import { dayInZone } from "../formats/time";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { useInvitationNames } from "../parts/invitations";
import { MoneyCell, MoneyHeading } from "../parts/money";
import { Amount, DateTime, Day } from "../parts/values";
import { foldEntries } from "./fold";
import { LastCheck } from "./LastCheck";
import { startOfPeriod } from "./period";
import { MonthStatement } from "./MonthStatement";
import { type Entry, useLedger } from "./queries";
import { type Folded, PERIODS, requesterName, rowLabel } from "./statement";

const columns = (invited: ReadonlyMap<string, string>): TableProps.ColumnDefinition<Folded>[] => [
  { id: "at", header: t`Date`, cell: (entry) => <DateTime at={entry.at} />, width: 210 },
  {
    id: "what",
    header: t`Description`,
    cell: (entry) => <Description entry={entry} invited={invited} />,
    isRowHeader: true,
  },
  { id: "by", header: t`By`, cell: (entry) => requesterName(entry.by) },
  {
    id: "paid",
    header: <MoneyHeading>{t`Paid with PayPal`}</MoneyHeading>,
    cell: (entry) => <MoneyCell of={entry.paid} hideZero />,
  },
  {
    id: "amount",
    header: <MoneyHeading>{t`Amount`}</MoneyHeading>,
    cell: (entry) => <MoneyCell of={entry.amount} hideZero={!isZero(entry.paid)} />,
  },
  {
    id: "balance",
    header: <MoneyHeading>{t`Balance after`}</MoneyHeading>,
    cell: (entry) => <MoneyCell of={entry.balance} />,
  },
  { id: "owed", header: <MoneyHeading>{t`Owed after`}</MoneyHeading>, cell: (entry) => <MoneyCell of={entry.owed} /> },
  {
    id: "both",
    header: t`Description`,
    cell: (entry) => (
      <>
        <Description entry={entry} invited={invited} />
        <Box color="text-body-secondary" fontSize="body-s">
          <Day at={entry.at} /> · {requesterName(entry.by)}
          {isZero(entry.paid) ? null : (
            <>
              {" · PayPal "}
              <Amount of={entry.paid} />
            </>
          )}
        </Box>
      </>
    ),
    isRowHeader: true,
  },
];

/** What happened, to whom credits went, and the invoice of what PayPal was paid for. */
function Description({ entry, invited }: { entry: Folded; invited: ReadonlyMap<string, string> }) {
  return (
    <>
      {rowLabel(entry, invited)}
      {entry.invoice && (
        <>
          {" · "}
          <Link to={`/billing/invoices/${entry.invoice.invoice_id}`} className="figures">
            {entry.invoice.number}
          </Link>
        </>
      )}
    </>
  );
}

const isZero = (money: Entry["paid"]) => toMicros(money) === 0n;

export function LedgerTable() {
  const narrow = useIsNarrow();
  const zone = useTimeZone();
  const invited = useInvitationNames();
  const [period, setPeriod] = useState(PERIODS[0]!);
  const pages = usePages(period.value);
  const ledger = useLedger(startOfPeriod(Number(period.value)), pages.cursor);
  if (ledger.error)
    return <LoadError problem={ledger.error} onRetry={() => void ledger.refetch()} what={t`the statement`} />;
  if (ledger.isPending) return <Loading what={t`the statement`} />; // then the columns have their widths at once
  const owes = ledger.data?.items.some((entry) => !isZero(entry.owed)) ? ["owed"] : [];
  const shown = narrow
    ? ["both", "amount", "balance", ...owes]
    : ["at", "what", "by", "paid", "amount", "balance", ...owes];
  return (
    <Table
      header={<Header variant="h2" description={<LastCheck />}>{t`Statement`}</Header>}
      columnDefinitions={columns(invited)}
      columnDisplay={shown.map((id) => ({ id, visible: true }))}
      items={foldEntries(ledger.data?.items ?? [], (at) => dayInZone(zone, at))}
      trackBy="entry_id"
      wrapLines
      filter={
        <div className="statement-filter">
          <Select
            selectedOption={period}
            options={PERIODS}
            ariaLabel={t`Statement period`}
            inlineLabelText={t`Show`}
            onChange={({ detail }) => setPeriod(PERIODS.find(({ value }) => value === detail.selectedOption.value)!)}
          />
          <MonthStatement />
        </div>
      }
      pagination={pages.renderPagination(ledger.data?.next_cursor, ledger.isPlaceholderData)}
      ariaLabels={{ tableLabel: t`Statement` }}
      empty={
        <Box textAlign="center" padding="l">
          <Box variant="strong">{t`No entries in this period`}</Box>
        </Box>
      }
    />
  );
}
