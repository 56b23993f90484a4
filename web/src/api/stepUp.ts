/** Asks for a fresh proof of who is at the device, in place, when the API wants one (I12). */
import type { AccessToken } from "./tokens";

type Ask = () => Promise<AccessToken | null>;

/** The dialog that asks; requests that need a proof at the same time share one question. */
export class StepUp {
  private dialog: Ask | null = null;
  private question: Promise<AccessToken | null> | null = null;

  /** Let this dialog ask from now on. Returns a function that takes it away. */
  askWith(dialog: Ask): () => void {
    this.dialog = dialog;
    return () => {
      if (this.dialog === dialog) this.dialog = null;
    };
  }

  /** Return a token with a fresh proof, or null if there is no dialog or the person cancels. */
  async ask(): Promise<AccessToken | null> {
    if (!this.dialog) return null;
    this.question ??= this.dialog().finally(() => {
      this.question = null;
    });
    return this.question;
  }
}

/** Whether a response says that a fresh proof is needed; its body can still be read. */
export async function needsStepUp(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === "object" && body !== null && "code" in body && body.code === "step_up_required";
}
