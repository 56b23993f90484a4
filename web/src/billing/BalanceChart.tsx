/** The balance of the last 31 days with its purchases. Nothing is drawn of a wallet that hasn't moved. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";

import { useTimeZone } from "../api/profile";
import { DayFigure } from "../charts";
import { formatMoney } from "../formats/money";
import { addDays, dayInZone } from "../formats/time";
import { balancePoints, describeBalance } from "./balanceDays";
import type { useRecentLedger } from "./queries";

const DAYS = 30; // before today

export function BalanceChart({ ledger }: { ledger: ReturnType<typeof useRecentLedger> }) {
  const zone = useTimeZone();
  const today = dayInZone(zone);
  if (!ledger.data) return null;
  const listed = { entries: ledger.data.items, more: Boolean(ledger.data.next_cursor) };
  const dayOf = (at: string) => dayInZone(zone, at);
  const points = balancePoints(listed, { first: addDays(today, -DAYS), today, dayOf });
  if (points.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{t`Balance by day`}</Header>}>
      <DayFigure
        label={t`Balance by day`}
        column={t`Balance at the end of the day`}
        points={points}
        shape="line"
        unit="day"
        limit={null}
        caption={describeBalance(points)}
        format={(value) => formatMoney({ amount: value.toFixed(2) })}
      />
    </Container>
  );
}
