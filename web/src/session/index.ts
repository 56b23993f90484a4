/** What other screens may use of sign-up and sign-in. */
export { CodeField, digitsOf } from "./CodeField";
export { useCountdown } from "./useCountdown";
