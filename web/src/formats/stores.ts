/** The app stores as a sentence names them. */
import { t } from "@lingui/core/macro";

export const STORE_NAMES = { app_store: t`the App Store`, google_play: "Google Play" } as const;

/** The same at the beginning of a sentence. */
export const STORES_FIRST = { app_store: t`The App Store`, google_play: "Google Play" } as const;

/** The same alone. */
export const STORE_LABELS = { app_store: "App Store", google_play: "Google Play" } as const;
