/** Terms of service that no response of the API contains yet. Each is written here and nowhere else in the portal. */

/** How many days a number is reserved for its owner after its plan has ended. */
export const RESERVE_DAYS = 30;

/** On which days after the due date a failed renewal is charged again; after the last one the plan ends. */
export const RETRY_DAYS = [1, 3, 5, 7];
export const LAST_RETRY_DAY = Math.max(...RETRY_DAYS);

/** How many days an invitation can be accepted. */
export const INVITATION_DAYS = 14;

/** How much credit one purchase may buy. */
export const PURCHASE_RANGE = "1 to 1,000 USD";

/** How many days ahead the charges to come can be listed: 13 months, within the API's limit of 400 days. */
export const CHARGES_MAX_DAYS = 397;

/** How many days ahead the preferred date of a port-in may be. */
export const PORT_IN_FIRST_DAY = 3;
export const PORT_IN_LAST_DAY = 56;

/** How many days a draft of a port-in is kept, and how old its documents may be. */
export const DRAFT_DAYS = 30;
export const DOCUMENT_MAX_AGE_DAYS = 30;

/** How many days before a port-in's date it can be canceled for the last time. */
export const CANCEL_DAYS_BEFORE = 2;

/** For how many milliseconds a form for uploading a document is reused; it is valid for 15 minutes. */
export const UPLOAD_FORM_FRESH_MS = 10 * 60_000;
