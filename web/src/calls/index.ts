/** What other screens may use of calls. */
export { CallingCountries } from "./CallingCountries";
export { EmergencyAddress } from "./emergency/EmergencyAddress";
export { EmergencyNotice, useMustAcknowledge } from "./emergency/EmergencyNotice";
export { NumberCalls } from "./settings/NumberCalls";
