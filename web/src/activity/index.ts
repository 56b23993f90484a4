/** What other screens may use of the activity log. */
export { useActivity } from "./queries";
export { describeAction } from "./sentences";
