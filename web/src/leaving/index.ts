/** What other screens may use of leaving. */
export { BeforeYouDoThis } from "./BeforeYouDoThis";
export type { NumberChoices } from "./NumbersAffected";
