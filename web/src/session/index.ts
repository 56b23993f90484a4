/** What other screens may use of sign-up and sign-in. */
export { CodeField } from "./CodeField";
export { useCountdown } from "./useCountdown";
