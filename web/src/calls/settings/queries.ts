/** The settings of a number's calls: read afresh whenever a dialog opens, as another tab may have changed them. */
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import type { Answer, Body } from "../../api/shapes";
import { useNotify } from "../../parts/notifications";

export type Hours = Answer<"/v1/numbers/{id}/hours">;
export type VoicemailSettings = Answer<"/v1/numbers/{id}/voicemail">;
export type Ring = Answer<"/v1/numbers/{id}/ring">;
export type Blocked = Answer<"/v1/numbers/{id}/blocked">;
export type ForwardingRequest = Body<"/v1/numbers/{id}/forwarding", "put">;
type HoursRequest = Body<"/v1/numbers/{id}/hours", "put">;

const AFRESH = { gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export function useHours(id: string) {
  const params = { path: { id } };
  return useQuery({
    queryKey: ["call-settings", id, "hours"],
    queryFn: () => unwrap(api.GET("/v1/numbers/{id}/hours", { params })),
    ...AFRESH,
  });
}

export function useVoicemailSettings(id: string) {
  const params = { path: { id } };
  return useQuery({
    queryKey: ["call-settings", id, "voicemail"],
    queryFn: () => unwrap(api.GET("/v1/numbers/{id}/voicemail", { params })),
    ...AFRESH,
  });
}

export function useRing(id: string) {
  const params = { path: { id } };
  return useQuery({
    queryKey: ["call-settings", id, "ring"],
    queryFn: () => unwrap(api.GET("/v1/numbers/{id}/ring", { params })),
    ...AFRESH,
  });
}

export function useBlocked(id: string) {
  const params = { path: { id } };
  return useQuery({
    queryKey: ["call-settings", id, "blocked"],
    queryFn: () => unwrap(api.GET("/v1/numbers/{id}/blocked", { params })),
    ...AFRESH,
  });
}

/** Closes the dialog and says what was saved. */
function useSaved(text: string, onClose: () => void) {
  const notify = useNotify();
  return {
    onSuccess: () => {
      notify({ type: "success", text });
      onClose();
    },
  };
}

export function useSaveHours(id: string, onClose: () => void) {
  const save = (body: HoursRequest) => unwrap(api.PUT("/v1/numbers/{id}/hours", { params: { path: { id } }, body }));
  return useApiMutation(save, useSaved(t`Business hours saved.`, onClose));
}

export function useSaveVoicemail(id: string, onClose: () => void) {
  const save = (body: VoicemailSettings) =>
    unwrap(api.PUT("/v1/numbers/{id}/voicemail", { params: { path: { id } }, body }));
  return useApiMutation(save, useSaved(t`Voicemail saved.`, onClose));
}

export function useSaveRing(id: string, onClose: () => void) {
  const save = (body: Ring) => unwrap(api.PUT("/v1/numbers/{id}/ring", { params: { path: { id } }, body }));
  return useApiMutation(save, useSaved(t`Ringing saved.`, onClose));
}

export function useSaveBlocked(id: string, onClose: () => void) {
  const save = (body: Blocked) => unwrap(api.PUT("/v1/numbers/{id}/blocked", { params: { path: { id } }, body }));
  return useApiMutation(save, useSaved(t`Blocked callers saved.`, onClose));
}

/** What forwarding would cost a minute; null asks for nothing yet. */
export function useForwardingPrice(id: string, body: ForwardingRequest | null) {
  const params = { path: { id }, query: { dry_run: true }, header: { "Idempotency-Key": "quote" } };
  return useQuery({
    queryKey: ["forwarding-price", id, body],
    queryFn: () => unwrap(api.PUT("/v1/numbers/{id}/forwarding", { params, body: body ?? NOWHERE })),
    enabled: body !== null,
    ...AFRESH,
  });
}

const NOWHERE: ForwardingRequest = { to: "", mode: "always" };

export function useForward(id: string, onClose: () => void) {
  return useApiMutation(
    (body: ForwardingRequest, header) =>
      unwrap(api.PUT("/v1/numbers/{id}/forwarding", { params: { path: { id }, header }, body })),
    useSaved(t`Calls are forwarded.`, onClose),
  );
}

export function useStopForwarding(id: string, onClose: () => void) {
  return useApiMutation(
    () => unwrap(api.DELETE("/v1/numbers/{id}/forwarding", { params: { path: { id } } })),
    useSaved(t`Forwarding is off.`, onClose),
  );
}
