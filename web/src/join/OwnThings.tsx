/** What becomes of a person's own numbers, credits and store subscriptions when they join: with dates (B10). */
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import type { Row } from "../api/shapes";
import { STORE_NAMES } from "../formats/stores";
import { toMicros } from "../formats/money";
import type { StoreSubscription } from "../billing/stores/queries";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Amount, Day, Phone } from "../parts/values";
import { explainPlan } from "./planWords";

export function OwnThings({ team }: { team: string }) {
  const own = useOwnThings();
  if (own.isPending) return <Loading what={t`your own numbers and credits`} />;
  if (own.error) {
    return <LoadError problem={own.error} onRetry={() => void own.refetch()} what={t`your own numbers and credits`} />;
  }
  const { plans, credits, stores } = own.data;
  const hasCredits = toMicros(credits.own) > 0n;
  if (!plans.length && !stores.length && !hasCredits) return null;
  return (
    <section aria-label={t`What you have now`}>
      <h3 className="join-part">{t`What you have now`}</h3>
      <ul>
        {plans.map((plan) => (
          <li key={plan.subscription_id}>
            <Trans>
              <Phone number={plan.phone_number} />: paid until <Day at={plan.paid_through} />.{" "}
              <WhoPays plan={plan} team={team} />
            </Trans>
          </li>
        ))}
        {hasCredits && (
          <li>
            <Trans>
              Your own credits: <Amount of={credits.own} />.
            </Trans>
          </li>
        )}
        {stores.map((store) => (
          <li key={store.store_subscription_id}>
            {store.paid_through ? (
              <Trans>
                Your subscription from {STORE_NAMES[store.store]}: paid until <Day at={store.paid_through} />.
              </Trans>
            ) : (
              t`Your subscription from ${STORE_NAMES[store.store]}.`
            )}{" "}
            {wordsOnRenewal(store)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function WhoPays({ plan, team }: { plan: Row<"/v1/subscriptions">; team: string }) {
  const words = explainPlan(plan, team);
  if ("says" in words) return <>{words.says}</>;
  return (
    <Trans>
      {words.pays} {team} pays from <Day at={plan.renews_at!} />.
    </Trans>
  );
}

function wordsOnRenewal({ store, status }: StoreSubscription) {
  if (status === "cancelled") return t`Renewal is already off.`;
  return store === "google_play"
    ? t`We'll cancel its renewal for you.`
    : t`Cancel its renewal there. We'll remind you.`;
}

function useOwnThings() {
  return useQuery({
    queryKey: ["join", "own"],
    queryFn: async () => {
      const [plans, credits, stores] = await Promise.all([
        unwrap(api.GET("/v1/subscriptions", { params: { query: { payer: "self", limit: 100 } } })),
        unwrap(api.GET("/v1/users/{user_id}/credits", { params: { path: { user_id: "me" } } })),
        unwrap(api.GET("/v1/store-subscriptions", { params: { query: { limit: 100 } } })),
      ]);
      return {
        plans: plans.items,
        credits,
        stores: stores.items.filter(({ is_test, status }) => !is_test && status !== "ended"),
      };
    },
    ...retryWhileMissing,
  });
}
