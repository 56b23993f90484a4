/** For everybody, signed in or not: how it works, and what it costs. */
import "./plans.css";

import { Link } from "react-router";

import { useSession } from "../api/session";
import { useTitle } from "../parts/Screen";
import { PlanCards } from "./PlanCards";
import { Rates } from "./Rates";

const STEPS = [
  ["Sign up with the phone you have", "Its number is your login. We send a code by text, or call a landline."],
  ["Choose numbers", "By area code, city or the digits you like, toll-free too; or bring your own along."],
  ["Invite your team", "By phone number. They join from the app with one code and keep all that is theirs."],
  ["Pay from one PayPal wallet", "Give each person credits for calls and texts, and see what every cent went to."],
] as const;

const NOTES = [
  [
    "Charged in advance",
    "A plan is charged when it begins and when it renews. You see each amount and date before you confirm.",
  ],
  [
    "Cancel any time",
    "A cancelled number works to the end of what is paid, and is charged no more. A change of plan keeps the paid time.",
  ],
  [
    "Thirty days' reserve",
    "After its plan a number is kept for you for 30 days. A new plan brings the same number back; then it is gone.",
  ],
  [
    "If PayPal declines a renewal",
    "We tell you and try again on days 1, 3, 5 and 7. Until it is paid the number does not work; then it is in reserve.",
  ],
  ["If we cannot deliver a number", "The money goes back to PayPal by itself. Nobody has to ask for it."],
  [
    "Credits",
    "Bought for 1 to 1,000 USD at a time, for calls and texts. They do not expire, and what somebody bought stays theirs.",
  ],
  [
    "How calls are counted",
    "To the US and Canada by the second, elsewhere by the whole minute. A long text is charged by its parts.",
  ],
  ["Only PayPal", "We never see a card or a bank account. Every payment has a receipt."],
] as const;

export function Plans() {
  useTitle("Plans and rates");
  const { state } = useSession();
  return (
    <div className="plans">
      <section className="plans-hero">
        <h1>How it works, and what it costs</h1>
        <p>
          A team account is free. You pay for phone numbers by plan and for calls and texts by use, from one PayPal
          wallet. No contract.
        </p>
        {state === "out" && <Link to="/sign-up">Sign up</Link>}
      </section>
      <section aria-labelledby="how">
        <h2 id="how">How it works</h2>
        <ol className="offers">
          {STEPS.map(([title, text], index) => (
            <li key={title} className="card">
              <span className="step-mark">{index + 1}</span>
              <h3>{title}</h3>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="numbers">
        <h2 id="numbers">What a phone number costs</h2>
        <PlanCards />
      </section>
      <section aria-labelledby="rates">
        <h2 id="rates">What calls and texts cost</h2>
        <div className="card">
          <Rates />
        </div>
        <p className="plans-small">
          Premium, shared-cost and satellite numbers are not connected, so nobody runs up a bill by accident.
        </p>
      </section>
      <section aria-labelledby="notes">
        <h2 id="notes">Good to know</h2>
        <dl className="notes">
          {NOTES.map(([title, text]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
