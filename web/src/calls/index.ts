/** What other screens may use of calls. */
export { CallingCountries } from "./CallingCountries";
export { EmergencyAddress } from "./emergency/EmergencyAddress";
export { EmergencyAlert } from "./emergency/EmergencyAlert";
export { EmergencyNotice } from "./emergency/EmergencyNotice";
export { EMERGENCY_FIELD, useAcknowledgment } from "./emergency/useAcknowledgment";
export { NumberCalls } from "./settings/NumberCalls";
