/** What a person pays for in the app stores, the way to the web, and what is left to do after the move (B9, B21). */
import "./stores.css";

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { STORE_LABELS, STORE_NAMES, STORES_FIRST } from "../../formats/stores";
import { formatPhone } from "../../formats/phone";
import { useNotify } from "../../parts/notifications";
import { LoadError } from "../../parts/ProblemAlert";
import { Day } from "../../parts/values";
import { MoveDialog } from "./MoveDialog";
import { useStoreSubscriptions, type StoreSubscription } from "./queries";

export function StoreSubscriptions() {
  const stores = useStoreSubscriptions();
  const [moving, setMoving] = useState(false);
  const notify = useNotify();
  if (stores.error) {
    return (
      <LoadError problem={stores.error} onRetry={() => void stores.refetch()} what={t`your store subscriptions`} />
    );
  }
  if (!stores.data?.items.length) return null;
  const { items, moved_at } = stores.data;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={moved_at ? undefined : t`Paid in an app store. Only the store can change or cancel them.`}
          actions={!moved_at && <Button onClick={() => setMoving(true)}>{t`Move to the web`}</Button>}
        >
          {t`App store subscriptions`}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {moved_at && <AfterMove movedAt={moved_at} items={items} />}
        {items.map((item) => (
          <Subscription key={item.store_subscription_id} item={item} />
        ))}
      </SpaceBetween>
      {moving && (
        <MoveDialog
          onCancel={() => setMoving(false)}
          onDone={() => {
            setMoving(false);
            notify({ type: "success", text: t`You moved to the web. Every day you paid for stays yours.` });
          }}
        />
      )}
    </Container>
  );
}

function AfterMove({ movedAt, items }: { movedAt: string; items: StoreSubscription[] }) {
  const renewing = items.filter((item) => item.renews_at && !item.is_test);
  return (
    <SpaceBetween size="s">
      <p className="plain">
        <Trans>
          You moved to the web on <Day at={movedAt} />. You keep the days you paid for. After that, PayPal or your team
          pays.
        </Trans>
      </p>
      {renewing.map((item) => (
        <StillRenews key={item.store_subscription_id} item={item} />
      ))}
    </SpaceBetween>
  );
}

function StillRenews({ item }: { item: StoreSubscription }) {
  if (item.store === "google_play") {
    return (
      <Alert type="info" header={t`We're canceling its renewal in Google Play`}>
        {t`If Google Play charges you again before that, its time is added to what you've paid.`}
      </Alert>
    );
  }
  return (
    <Alert type="warning" header={t`Cancel it in ${STORE_NAMES[item.store]}`}>
      <Trans>
        {STORES_FIRST[item.store]} charges you again on <Day at={item.renews_at!} /> unless you{" "}
        <Link external href={item.manage_url}>
          cancel there
        </Link>
        . If it does, its time is added to what you&apos;ve paid.
      </Trans>
    </Alert>
  );
}

function Subscription({ item }: { item: StoreSubscription }) {
  const [type, status] = STATUSES[item.status];
  // After the move the store's renewal only adds its time, so what counts is until when it is paid.
  const renewal = item.moved ? null : item.renews_at;
  return (
    <KeyValuePairs
      columns={4}
      minColumnWidth={150}
      items={[
        {
          label: t`Store`,
          value: (
            <Link external href={item.manage_url}>
              {STORE_LABELS[item.store]}
            </Link>
          ),
        },
        { label: t`Number`, value: item.phone_number ? formatPhone(item.phone_number) : t`None yet` },
        {
          label: t`Status`,
          value: <StatusIndicator type={type}>{item.is_test ? t`Sandbox` : status}</StatusIndicator>,
        },
        {
          label: renewal ? t`Renews in the store` : t`Paid until`,
          value: renewal || item.paid_through ? <Day at={(renewal ?? item.paid_through)!} /> : "–",
        },
      ]}
    />
  );
}

const STATUSES: Record<StoreSubscription["status"], [StatusIndicatorProps.Type, string]> = {
  pending: ["pending", t`Waiting for payment`],
  active: ["success", t`Active`],
  cancelled: ["info", t`Ends when its paid time runs out`],
  grace: ["warning", t`Payment failed. The store will try again`],
  retrying: ["warning", t`Payment failed. The store will try again`],
  ended: ["stopped", t`Ended`],
};
