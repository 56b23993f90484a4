/** @jsxImportSource preact */
/** How Teamline works and what it costs, for anyone, signed in or not. */
import "./plans.css";

import { t } from "@lingui/core/macro";

import { purchaseRange } from "../api/purchaseRange";
import { RESERVE_DAYS, RETRY_DAYS } from "../api/terms";
import { joinWords } from "../formats/list";
import { PlanCards } from "./PlanCards";
import { useSession } from "./portal";
import { Rates } from "./Rates";
import { useTitle } from "./useTitle";

const STEPS = [
  [t`Sign up with your phone`, t`Your number is your Login ID. We text you a code, or call a landline.`],
  [t`Choose numbers`, t`Search by area code, city or digits, including toll-free. Or port your own.`],
  [t`Invite your team`, t`Use their phone number. They join from the app with one code and keep everything they have.`],
  [t`Pay with one PayPal account`, t`Give each person credits for calls and texts, and see where every cent goes.`],
] as const;

const RETRIES = joinWords(RETRY_DAYS);

const NOTES = [
  [
    t`Billed in advance`,
    t`We charge a plan when it starts and when it renews. You see each amount and date before you confirm.`,
  ],
  [
    t`Cancel anytime`,
    t`A canceled number works until the end of the paid period. If you change plans, you keep the time you've paid for.`,
  ],
  [
    t`Reserved for ${RESERVE_DAYS} days`,
    t`When a plan ends, we reserve the number for you for ${RESERVE_DAYS} days. Buy a new plan in that time to get it back.`,
  ],
  [
    t`If PayPal declines a renewal`,
    t`We let you know and try again after ${RETRIES} days. The number doesn't work until the renewal is paid. After the last attempt we reserve it for you.`,
  ],
  [t`If we can't deliver a number`, t`We refund you to PayPal automatically. You don't have to ask.`],
  [
    t`Credits`,
    t`Buy ${purchaseRange()} at a time for calls and texts. Credits don't expire, and people keep the credits they bought.`,
  ],
  [
    t`How we bill calls and texts`,
    t`Calls to the US and Canada are billed per second, all others per minute. Long texts are billed per part.`,
  ],
  [t`PayPal only`, t`We never see your card or bank account. You get a receipt for every payment.`],
] as const;

export function Plans() {
  useTitle(t`Plans and rates`);
  const session = useSession();
  return (
    <div class="plans">
      <section class="plans-hero">
        <h1>{t`How it works and what it costs`}</h1>
        <p>{t`Team accounts are free. You pay for phone numbers by plan and for calls and texts by use, with one PayPal account. No contract.`}</p>
        {session === "out" && <a href="/sign-up">{t`Sign up`}</a>}
      </section>
      <section aria-labelledby="how">
        <h2 id="how">{t`How it works`}</h2>
        <ol class="offers">
          {STEPS.map(([title, text], index) => (
            <li key={title} class="card">
              <span class="step-mark">{index + 1}</span>
              <h3>{title}</h3>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="numbers">
        <h2 id="numbers">{t`What a phone number costs`}</h2>
        <PlanCards />
      </section>
      <section aria-labelledby="rates">
        <h2 id="rates">{t`What calls and texts cost`}</h2>
        <div class="card">
          <Rates />
        </div>
        <p class="plans-small">{t`We don't connect calls to premium, shared-cost or satellite numbers, so no one runs up a bill by accident.`}</p>
      </section>
      <section aria-labelledby="notes">
        <h2 id="notes">{t`Good to know`}</h2>
        <dl class="notes">
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
