/** What other screens may use of port-ins. */
export { type PortIn, usePortIns } from "./queries";
