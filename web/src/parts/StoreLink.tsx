/** A link to the app store that a number's plan or a subscription is paid in: only there it is changed and canceled. */
import Link from "@cloudscape-design/components/link";
import { t } from "@lingui/core/macro";

export type AppStore = "app_store" | "google_play";

const NAMES: Record<AppStore, string> = { app_store: t`the App Store`, google_play: "Google Play" };

export function nameStore(store: AppStore): string {
  return NAMES[store];
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
