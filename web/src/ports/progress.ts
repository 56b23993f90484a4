/** How far a number on its way is: the stages that each one passes, and what of its form is still missing. */
import type { PortIn, PortInStatusCode } from "./queries";

export type StageState = "done" | "now" | "trouble" | "stopped" | "ahead";

export interface Stage {
  status: PortInStatusCode;
  state: StageState;
  /** When it was reached last. */
  at: string | null;
}

const STAGES: PortInStatusCode[] = ["draft", "submitted", "in_review", "scheduled", "completed"];

type Progress = Pick<PortIn, "status" | "history">;

/** The stages with what has become of them. An objection or a cancellation shows at the stage that it came in. */
export function listStages({ status, history }: Progress): Stage[] {
  const here = STAGES.indexOf(status);
  const reached = here >= 0 ? here : STAGES.indexOf(lastRegularStage(history));
  return STAGES.map((stage, index) => ({
    status: stage,
    state: stateOf(status, index, reached),
    at: index <= reached ? (history.findLast((moment) => moment.status === stage)?.at ?? null) : null,
  }));
}

function stateOf(status: PortInStatusCode, index: number, reached: number): StageState {
  if (index > reached) return "ahead";
  if (index < reached || status === "completed") return "done";
  if (status === "needs_info") return "trouble";
  return status === "cancelled" ? "stopped" : "now";
}

function lastRegularStage(history: Progress["history"]): PortInStatusCode {
  return history.findLast(({ status }) => STAGES.includes(status))?.status ?? "draft";
}

/** Whether it may still be cancelled at a moment. Nothing can be once two days before its day are over. */
export function canCancel(
  { status, cancelling, cancellable_until }: Pick<PortIn, "status" | "cancelling" | "cancellable_until">,
  now: number = Date.now(),
): boolean {
  if (cancelling || status === "completed" || status === "cancelled") return false;
  return cancellable_until === null || now <= Date.parse(cancellable_until);
}

const TOLL_FREE = /^\+18(00|33|44|55|66|77|88)\d{7}$/;

/** What kind of number it is, or null if it is none of the US. */
export function kindOfNumber(number: string | null): PortIn["kind"] | null {
  if (!number || !/^\+1\d{10}$/.test(number)) return null;
  return TOLL_FREE.test(number) ? "toll_free" : "local";
}
