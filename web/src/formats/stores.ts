/** The app stores as a sentence names them. */
import { t } from "@lingui/core/macro";

export const STORE_NAMES = { app_store: t`the App Store`, google_play: "Google Play" } as const;
