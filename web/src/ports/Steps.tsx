/** The four steps of the form, and the buttons at the end of each. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

export const STEPS = ["number", "bill", "documents", "check"] as const;
export type Step = (typeof STEPS)[number];

const NAMES: Record<Step, string> = {
  number: t`Number`,
  bill: t`Your old carrier`,
  documents: t`Proof and documents`,
  check: t`Review and submit`,
};

interface Props {
  now: Step;
  /** Goes to a step. Steps that aren't open yet are plain text. */
  onGo?: (step: Step) => void;
  open: readonly Step[];
}

export function Steps({ now, onGo, open }: Props) {
  const place = STEPS.indexOf(now);
  const list = useFocusOnStep(now);
  return (
    <ol ref={list} tabIndex={-1} className="form-steps" aria-label={t`Steps`}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={index < place ? "form-step form-step-done" : "form-step"}
          aria-current={step === now ? "step" : undefined}
        >
          <span className="form-step-mark" aria-hidden="true">
            {index < place ? "✓" : index + 1}
          </span>
          {onGo && step !== now && open.includes(step) ? (
            <button type="button" className="form-step-name" onClick={() => onGo(step)}>
              {NAMES[step]}
            </button>
          ) : (
            <span className="form-step-name">{NAMES[step]}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** After a step the focus moves to the top of the next one, and screen readers announce it. */
function useFocusOnStep(now: Step) {
  const list = useRef<HTMLOListElement>(null);
  const stepped = Boolean((useLocation().state as { stepped?: boolean } | null)?.stepped);
  const before = useRef(stepped ? null : now);
  useEffect(() => {
    if (before.current === now) return;
    before.current = now;
    list.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [now]);
  return list;
}

interface ButtonsProps {
  busy?: boolean;
  action?: string;
  onBack?: () => void;
  onNext?: () => void;
}

/** Without `onNext` the button submits the form around it. */
export function StepButtons({ busy = false, action = t`Continue`, onBack, onNext }: ButtonsProps) {
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        {onBack && <Button variant="link" formAction="none" onClick={onBack}>{t`Back`}</Button>}
        <Button
          variant="primary"
          loading={busy}
          loadingText={action}
          {...(onNext ? { formAction: "none", onClick: onNext } : { formAction: "submit" })}
        >
          {action}
        </Button>
      </SpaceBetween>
    </Box>
  );
}
