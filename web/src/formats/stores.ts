/** The app stores as a sentence names them. */
export const STORE_NAMES = { app_store: "the App Store", google_play: "Google Play" } as const;
