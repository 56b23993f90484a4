/** Before moving to the web: both calendars of each plan, what is canceled by whom, and that it is for good (B9, B21). */
import Alert from "@cloudscape-design/components/alert";
import Link from "@cloudscape-design/components/link";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

import { Dialog } from "../../parts/Dialog";
import { REMINDER_DAYS } from "../../api/terms";
import { STORE_NAMES } from "../../formats/stores";
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
      header="Move to the web?"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Stay in the store
            </Button>
            <Button variant="primary" disabled={!preview.data} loading={move.isPending} onClick={() => move.mutate()}>
              Move to the web
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <p className="plain">
          You keep every day you&apos;ve paid for in the store. After that, you pay for number plans here, with PayPal.
          This can&apos;t be undone: you won&apos;t be able to buy in an app store again.
        </p>
        {preview.isPending && <Loading what="both calendars" />}
        {preview.error && (
          <LoadError problem={preview.error} onRetry={() => void preview.refetch()} what="both calendars" />
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
    <section aria-label={item.phone_number ? formatPhone(item.phone_number) : "Subscription without a number"}>
      <SpaceBetween size="s">
        <h3 className="move-name">
          {item.phone_number ? formatPhone(item.phone_number) : "No number yet"}, paid in {STORE_NAMES[item.store]}
        </h3>
        <div className="move-calendars">
          <MoveCalendar title="If you stay in the store" spans={item.today} {...shown} />
          <MoveCalendar title="If you move to the web" spans={item.moved} {...shown} />
        </div>
        <p className="plain">
          Days paid twice: <b>{item.days_paid_twice}</b>.
        </p>
        <Renewal item={item} />
        {item.needs_wallet && (
          <Alert type="warning">
            No PayPal account is connected. Without one, the plan ends when its paid time runs out. Connect PayPal under
            Payment method.
          </Alert>
        )}
      </SpaceBetween>
    </section>
  );
}

function Renewal({ item: { store, renewal } }: { item: MovedSubscription }) {
  if (!renewal) return <p className="plain">Renewal is already off. There&apos;s nothing to cancel.</p>;
  if (renewal.stopped_by === "us")
    return <p className="plain">We&apos;ll cancel its renewal in {STORE_NAMES[store]} for you.</p>;
  return (
    <Alert type="info" header="You cancel the renewal yourself">
      {STORE_NAMES[store].replace("the", "The")} doesn&apos;t let us cancel it. Cancel before{" "}
      {renewal.renews_at ? <Day at={renewal.renews_at} /> : "it renews"}:{" "}
      <Link external href={renewal.link}>
        manage your subscription
      </Link>
      . We&apos;ll remind you {REMINDER_DAYS.join(" and ")} days before. If it renews after all, its time is added to
      yours.
    </Alert>
  );
}
