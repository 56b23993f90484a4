/** Money in columns: aligned at the right, as accounts are read, with nothing where nothing moved. */
import { type Money, toMicros } from "../formats/money";
import { Amount } from "./values";

/** The heading of a column of money. */
export function MoneyHeading({ children }: { children: string }) {
  return <span className="money-cell">{children}</span>;
}

export function MoneyCell({ of, hideZero = false }: { of: Money; hideZero?: boolean }) {
  return <span className="money-cell">{hideZero && toMicros(of) === 0n ? "–" : <Amount of={of} />}</span>;
}
