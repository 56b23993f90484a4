/** Made from the services' own rules by `make client`: do not edit. */

/** How many days a number is reserved for its owner after its plan has ended. */
export const RESERVE_DAYS = 30;

/** On which days after the due date a failed renewal is charged again. */
export const RETRY_DAYS = [1, 3, 5, 7];

/** After which of them the plan ends. */
export const LAST_RETRY_DAY = 7;

/** How many minutes a proof of who you are counts. */
export const PROOF_MINUTES = 10;

/** For how many hours "It wasn't me" stops payments. */
export const MONEY_LOCK_HOURS = 24;

/** For how many hours a change of the Login ID can be undone. */
export const UNDO_HOURS = 72;

/** For how many days a removal, or leaving a team, can be undone. */
export const UNDO_DAYS = 7;

/** How many minutes a link to an export works. */
export const EXPORT_LINK_MINUTES = 15;

/** For how many months a team sees what a new member's plans cost. */
export const MONTHS_AHEAD = 3;

/** How many days before a store's renewal who has moved to the web is reminded. */
export const REMINDER_DAYS = [7, 2];

/** For how many days an owner can approve a purchase. */
export const APPROVAL_DAYS = 7;

/** How many days the log of webhooks goes back. */
export const WEBHOOK_LOG_DAYS = 30;

/** After how many days without one success an endpoint is paused. */
export const FAILING_DAYS = 3;

/** For how many hours a former secret of webhooks signs as well. */
export const OVERLAP_HOURS = 24;

/** How many days an invitation can be accepted. */
export const INVITATION_DAYS = 14;

/** How many US dollars of credits one purchase buys at least. */
export const LEAST_PURCHASE = 1;

/** And at most. */
export const MOST_PURCHASE = 1000;

/** Below this, in US dollars, a team's balance is low. */
export const LOW_BALANCE = "5.00";

/** How many days ahead the charges to come can be listed, to a day's end. */
export const CHARGES_MAX_DAYS = 399;

/** How many days ahead the preferred date of a port-in may be at least. */
export const PORT_IN_FIRST_DAY = 3;

/** How many days ahead it may be at most. */
export const PORT_IN_LAST_DAY = 56;

/** How many days a draft of a port-in is kept. */
export const DRAFT_DAYS = 30;

/** How many days old its documents may be. */
export const DOCUMENT_MAX_AGE_DAYS = 30;

/** After how many milliseconds a link to a signed letter is renewed. */
export const LETTER_LINK_FRESH_MS = 240000;

/** How many numbers a request for port-ins may have. */
export const MOST_PORT_IN_NUMBERS = 20;

/** How many days before a port-in's date it can be canceled for the last time. */
export const CANCEL_DAYS_BEFORE = 2;

/** What registering a business for texting costs, in US dollars. */
export const BUSINESS_FEE = "4.00";

/** And what it texts. */
export const MESSAGES_FEE = "6.00";

/** Both together. */
export const REGISTRATION_FEE = "10.00";

/** How many business days the reviews of a registration take at most, as a rule. */
export const REVIEW_DAYS = 7;

/** For how many milliseconds a form for uploading a document is reused: two thirds of its validity. */
export const UPLOAD_FORM_FRESH_MS = 600000;
