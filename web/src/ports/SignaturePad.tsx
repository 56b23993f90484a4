/** A field to draw one's signature on, with a finger, pen or mouse. It is optional: the typed name is the signature. */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import { t } from "@lingui/core/macro";
import { useRef, type PointerEvent } from "react";

import { OptionalLabel } from "../parts/fields";
import { beginStroke, extendStroke, PAD, pathOf, placeOn, type Stroke } from "./letter";

interface Props {
  drawing: Stroke[];
  onChange: (change: (before: Stroke[]) => Stroke[]) => void;
  error?: string | undefined;
}

export function SignaturePad({ drawing, onChange, error }: Props) {
  const isDown = useRef(false);
  const at = (event: PointerEvent<SVGSVGElement>) =>
    placeOn(event.currentTarget.getBoundingClientRect(), event.clientX, event.clientY);
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    isDown.current = true;
    const point = at(event);
    onChange((before) => beginStroke(before, point));
  };
  const extend = (event: PointerEvent<SVGSVGElement>) => {
    if (!isDown.current) return;
    const point = at(event);
    onChange((before) => extendStroke(before, point));
  };
  const end = () => {
    isDown.current = false;
  };
  return (
    <FormField
      label={<OptionalLabel text={t`Draw your signature`} />}
      constraintText={t`With a finger, a pen or the mouse. Without a drawing, your typed name is the signature.`}
      errorText={error}
      stretch
    >
      <svg
        className="signature-pad"
        viewBox={`0 0 ${PAD.width} ${PAD.height}`}
        role="img"
        aria-label={drawing.length > 0 ? t`Your drawn signature` : t`Empty field for a drawn signature`}
        onPointerDown={begin}
        onPointerMove={extend}
        onPointerUp={end}
        onPointerCancel={end}
      >
        {drawing.map((stroke, index) => (
          <path key={index} d={pathOf(stroke)} />
        ))}
      </svg>
      <Button
        variant="inline-link"
        formAction="none"
        disabled={drawing.length === 0}
        onClick={() => onChange(() => [])}
      >
        {t`Clear drawing`}
      </Button>
    </FormField>
  );
}
