/** @jsxImportSource preact */
/** One step before sign-in: a question, a button, and the problem if there is one. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Problem } from "../api/problem";
import { ProblemNote } from "./ProblemNote";
import { useTitle } from "./useTitle";

interface Props {
  title: string;
  count?: string;
  description?: string;
  action: string;
  busy: boolean;
  onSubmit: () => void;
  problem: Problem | null;
  fields?: string[];
  children: ComponentChildren;
  footer?: ComponentChildren;
}

export function StepForm({ title, count, description, action, busy, onSubmit, problem, ...props }: Props) {
  useTitle(title);
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => showRefused(form.current), [problem, tries]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setTries(tries + 1);
    onSubmit();
  };
  return (
    <>
      <form ref={form} class="card step-form" onSubmit={submit} noValidate>
        <div>
          {count && <p class="front-step">{count}</p>}
          <h1>{title}</h1>
          {description && <p class="quiet">{description}</p>}
        </div>
        <ProblemNote problem={problem} fields={props.fields ?? []} />
        {props.children}
        <button type="submit" class="button button-primary" aria-disabled={busy}>
          {action}
        </button>
      </form>
      <div class="step-foot">{props.footer}</div>
    </>
  );
}

/** A form that is refused leads to its first wrong field; a field that is being corrected keeps the focus. */
function showRefused(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>("[aria-invalid='true']");
  if (field && !document.activeElement?.matches("[aria-invalid='true']")) field.focus();
}
