/** Before moving to the web: both calendars of each plan, what is canceled by whom, and that it is for good (B9, B21). */
import Alert from "@cloudscape-design/components/alert";
import Link from "@cloudscape-design/components/link";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { joinWords } from "../../formats/list";
import { Dialog } from "../../parts/Dialog";
import { REMINDER_DAYS } from "../../api/terms";
import { STORE_NAMES, STORES_FIRST } from "../../formats/stores";
import { formatPhone } from "../../formats/phone";
import { Loading } from "../../parts/Loading";
import { LoadError, ProblemAlert } from "../../parts/ProblemAlert";
import { Day } from "../../parts/values";
import { lastDayOf } from "./calendar";
import { MoveCalendar } from "./MoveCalendar";
import { useMove, useMovePreview, type MovedSubscription } from "./queries";

export function MoveDialog({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const preview = useMovePreview();
  const move = useMove(onDone);
  return (
    <Dialog
      size="large"
      header={t`Move to the web?`}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>{t`Stay in the store`}</Button>
            <Button variant="primary" disabled={!preview.data} loading={move.isPending} onClick={() => move.mutate()}>
              {t`Move to the web`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <p className="plain">{t`You keep every day you've paid for in the store. After that, you pay for number plans here, with PayPal. This can't be undone: you won't be able to buy in an app store again.`}</p>
        {preview.isPending && <Loading what={t`both calendars`} />}
        {preview.error && (
          <LoadError problem={preview.error} onRetry={() => void preview.refetch()} what={t`both calendars`} />
        )}
        {preview.data?.items.map((item) => (
          <Moved key={`${item.store} ${item.number_id} ${item.paid_through}`} item={item} />
        ))}
        <ProblemAlert problem={move.error} />
      </SpaceBetween>
    </Dialog>
  );
}

function Moved({ item }: { item: MovedSubscription }) {
  const to = lastDayOf([item.today, item.moved]);
  const from = Math.min(...[...item.today, ...item.moved].map(({ starts_at }) => Date.parse(starts_at)));
  const shown = { store: item.store, from, to };
  return (
    <section aria-label={item.phone_number ? formatPhone(item.phone_number) : t`Subscription without a number`}>
      <SpaceBetween size="s">
        <h3 className="move-name">
          {item.phone_number
            ? t`${formatPhone(item.phone_number)}, paid in ${STORE_NAMES[item.store]}`
            : t`No number yet, paid in ${STORE_NAMES[item.store]}`}
        </h3>
        <div className="move-calendars">
          <MoveCalendar title={t`If you stay in the store`} spans={item.today} {...shown} />
          <MoveCalendar title={t`If you move to the web`} spans={item.moved} {...shown} />
        </div>
        <p className="plain">
          <Trans>
            Days paid twice: <b>{item.days_paid_twice}</b>.
          </Trans>
        </p>
        <Renewal item={item} />
        {item.needs_wallet && (
          <Alert type="warning">{t`No PayPal account is connected. Without one, the plan ends when its paid time runs out. Connect PayPal under Payment method.`}</Alert>
        )}
      </SpaceBetween>
    </section>
  );
}

function Renewal({ item: { store, renewal } }: { item: MovedSubscription }) {
  if (!renewal) return <p className="plain">{t`Renewal is already off. There's nothing to cancel.`}</p>;
  if (renewal.stopped_by === "us")
    return <p className="plain">{t`We'll cancel its renewal in ${STORE_NAMES[store]} for you.`}</p>;
  const [name, days] = [STORES_FIRST[store], joinWords(REMINDER_DAYS)];
  const link = (
    <Link external href={renewal.link}>
      {t`manage your subscription`}
    </Link>
  );
  return (
    <Alert type="info" header={t`You cancel the renewal yourself`}>
      {renewal.renews_at ? (
        <Trans>
          {name} doesn&apos;t let us cancel it. Cancel before <Day at={renewal.renews_at} />: {link}. We&apos;ll remind
          you {days} days before. If it renews after all, its time is added to yours.
        </Trans>
      ) : (
        <Trans>
          {name} doesn&apos;t let us cancel it. Cancel before it renews: {link}. We&apos;ll remind you {days} days
          before. If it renews after all, its time is added to yours.
        </Trans>
      )}
    </Alert>
  );
}
