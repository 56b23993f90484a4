/** Whether an answer is the same once it was written as JSON: a `Map`, a `Date` and a `BigInt` are not. */
export function isPlain(answer: unknown): boolean {
  if (answer === null || typeof answer !== "object") return typeof answer !== "bigint" && typeof answer !== "function";
  if (Array.isArray(answer)) return answer.every(isPlain);
  return Object.getPrototypeOf(answer) === Object.prototype && Object.values(answer).every(isPlain);
}
