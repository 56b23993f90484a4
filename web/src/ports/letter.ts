/** The letter of authorization: its words, which the API has, and how it is signed on the screen. */
import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { LETTER_LINK_FRESH_MS } from "../api/terms";
import type { Answer, Body } from "../api/shapes";
import { movingNumbers } from "./progress";
import { type PortIn, portInQuery } from "./queries";

export type LetterOfPort = Answer<"/v1/port-ins/{id}/letter">;
export type NewSignature = Body<"/v1/port-ins/{id}/signature">;
export type Stroke = [number, number][];

export const PAD = { width: 600, height: 200 } as const;
const MOST_STROKES = 60;
const MOST_POINTS = 3_000;
/** How far a pointer has to move before a point is added: a line through fewer looks the same. */
const STEP = 3;

export const VOID = t`The form has changed since this letter was signed. Read it again and sign it again.`;

/** The letter; `version` is whatever changes it, so that it is read again then. */
export function useLetter(id: string, version = "") {
  return useQuery({
    queryKey: ["port-ins", "letter", id, version],
    queryFn: () => unwrap(api.GET("/v1/port-ins/{id}/letter", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.signature ? LETTER_LINK_FRESH_MS : false),
  });
}

/** Whether the letter was signed on the screen, and the form has changed since. */
export function useIsLetterVoid(port: PortIn): boolean {
  const { carrier, account_holder, documents } = port;
  const states = documents.map(({ state }) => state);
  const letter = useLetter(port.port_id, JSON.stringify([movingNumbers(port), carrier, account_holder, states]));
  return letter.data?.signature?.state === "void";
}

/** Signs the letter, and shows it as signed wherever the port-in is shown. */
export function useSignLetter(id: string, onSigned: () => void) {
  const queries = useQueryClient();
  return useApiMutation(
    (body: NewSignature, header) =>
      unwrap(api.POST("/v1/port-ins/{id}/signature", { params: { path: { id }, header }, body })),
    {
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: ["port-ins", "letter", id] });
        await queries.invalidateQueries({ queryKey: portInQuery(id).queryKey });
        onSigned();
      },
      onError: ({ code }) => {
        if (code === "letter_changed") void queries.invalidateQueries({ queryKey: ["port-ins", "letter", id] });
      },
    },
  );
}

/** The place of a pointer on the field, in its own whole units; what is outside is at its edge. */
export function placeOn(field: DOMRect, x: number, y: number): [number, number] {
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  return [
    within(((x - field.left) / field.width) * PAD.width, PAD.width),
    within(((y - field.top) / field.height) * PAD.height, PAD.height),
  ];
}

/** The drawing with one more line; unchanged if it is full. */
export function beginStroke(drawing: Stroke[], point: [number, number]): Stroke[] {
  return drawing.length < MOST_STROKES && countPoints(drawing) < MOST_POINTS ? [...drawing, [point]] : drawing;
}

/** The drawing with its last line drawn on; unchanged if that is no visible step, or it is full. */
export function extendStroke(drawing: Stroke[], point: [number, number]): Stroke[] {
  const stroke = drawing.at(-1);
  const last = stroke?.at(-1);
  if (!stroke || !last || countPoints(drawing) >= MOST_POINTS) return drawing;
  if (Math.hypot(point[0] - last[0], point[1] - last[1]) < STEP) return drawing;
  return [...drawing.slice(0, -1), [...stroke, point]];
}

/** A line as an SVG path; a single point is a dot. */
export function pathOf(stroke: Stroke): string {
  const [first, ...rest] = stroke.length === 1 ? [...stroke, ...stroke] : stroke;
  return first ? `M${first.join(" ")}${rest.map((point) => `L${point.join(" ")}`).join("")}` : "";
}

function countPoints(drawing: Stroke[]): number {
  return drawing.reduce((sum, stroke) => sum + stroke.length, 0);
}
