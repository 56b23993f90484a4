/** @jsxImportSource preact */
/** The logo: three people on one line, and the name. */
import { t } from "@lingui/core/macro";

export function Logo({ inverted = false }: { inverted?: boolean }) {
  return (
    <span class={inverted ? "logo logo-inverted" : "logo"}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <rect width="32" height="32" rx="9" class="logo-field" />
        <path d="M7 19c0-5 3.500-9 9-9s9 4 9 9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" />
        <circle cx="7.5" cy="21.5" r="2.8" fill="#ff8a5c" />
        <circle cx="24.5" cy="21.5" r="2.8" fill="#ff8a5c" />
        <circle cx="16" cy="10.5" r="3.6" fill="#ffd166" />
      </svg>
      <span class="logo-name">{t`Teamline`}</span>
    </span>
  );
}
