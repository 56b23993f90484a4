/** What other screens may use of the activity log. */
export { type ActivityEntry, useActivity } from "./queries";
export { describeAction } from "./sentences";
