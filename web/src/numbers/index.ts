/** What other screens may use of numbers. */
export { STATUS_OPTIONS } from "./labels";
export { PersonNumbers } from "./PersonNumbers";
export { PlanField } from "./PlanField";
export { NO_FILTER, useNumbers, useSharedNumbers } from "./queries";
export type { PhoneNumber } from "./types";
