/** What other screens may use of usage. */
export { PersonUsage } from "./PersonUsage";
export { SparkOf } from "./SparkOf";
export { UsageCard, useMonthUsage } from "./UsageCard";
export { RECENT_DAYS } from "./period";
export { useRecentUsage } from "./queries";
