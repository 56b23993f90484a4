/** How long a greeting or a reply may be. */
export const MAX_WORDS = 480;
