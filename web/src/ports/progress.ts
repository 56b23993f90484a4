/** The progress of a port-in: the stages it passes, and until when it can be canceled. */
import type { PortIn, PortInStatusCode, RequestNumber } from "./queries";

export type StageState = "done" | "now" | "trouble" | "stopped" | "ahead";

export interface Stage {
  status: PortInStatusCode;
  state: StageState;
  /** When it was last reached. */
  at: string | null;
}

const STAGES: PortInStatusCode[] = ["draft", "submitted", "in_review", "scheduled", "completed"];

type Progress = Pick<PortIn, "status" | "history">;

/** The stages with their states. An objection or a cancellation shows at the stage it happened in. */
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

/** Whether it can be canceled at a time; not within the last days before its date. */
export function canCancel(
  { status, cancelling, cancellable_until }: Pick<PortIn, "status" | "cancelling" | "cancellable_until">,
  now: number = Date.now(),
): boolean {
  if (cancelling || status === "completed" || status === "cancelled") return false;
  return cancellable_until === null || now <= Date.parse(cancellable_until);
}

/** The numbers of its request that are to move, or have moved. */
export function movingNumbers({ numbers }: Pick<PortIn, "numbers">): RequestNumber[] {
  return numbers.filter(({ status, cancelling }) => status !== "cancelled" && !cancelling);
}

/** The numbers that a code still has to confirm before the form can be submitted. */
export function unprovedNumbers(port: Pick<PortIn, "numbers">): RequestNumber[] {
  return movingNumbers(port).filter(({ is_proved }) => !is_proved);
}

/** The first number of the request: the main number of the account, unless the bill names another. */
export function firstNumber({ numbers, phone_number }: Pick<PortIn, "numbers" | "phone_number">): string {
  return numbers[0]?.phone_number ?? phone_number;
}

/** Whether it waits for nothing that the person could do. */
export function isHeldUp({ status, problems }: Pick<PortIn, "status" | "problems">): boolean {
  return status === "needs_info" && problems.length > 0 && problems.every(({ is_ours }) => is_ours);
}

const TOLL_FREE = /^\+18(00|33|44|55|66|77|88)\d{7}$/;

/** The kind of a number; null if it isn't a US number. */
export function kindOfNumber(number: string | null): PortIn["kind"] | null {
  if (!number || !/^\+1\d{10}$/.test(number)) return null;
  return TOLL_FREE.test(number) ? "toll_free" : "local";
}
