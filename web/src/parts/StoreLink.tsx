/** A link to the app store that a number's plan or a subscription is paid in: only there it is changed and canceled. */
import Link from "@cloudscape-design/components/link";
import { t } from "@lingui/core/macro";

import { STORE_NAMES } from "../formats/stores";

export type AppStore = "app_store" | "google_play";

export function nameStore(store: AppStore): string {
  return STORE_NAMES[store];
}

interface Props {
  store: AppStore;
  href: string;
}

export function StoreLink({ store, href }: Props) {
  return (
    <Link href={href} external externalIconAriaLabel={t`Opens in a new tab`}>{t`Manage in ${nameStore(store)}`}</Link>
  );
}
