/** @jsxImportSource preact */
/** Shown while something loads. */
import { t } from "@lingui/core/macro";

export function Loading({ what }: { what: string }) {
  return <p class="quiet" role="status">{t`Loading ${what}`}</p>;
}
