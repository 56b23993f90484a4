/** What the dialogs of the settings share. */
import type { PhoneNumber } from "../../numbers";

export type CallSetup = NonNullable<PhoneNumber["calls"]>;
export type Forwarding = NonNullable<PhoneNumber["forwarding"]>;

export interface DialogProps {
  number: PhoneNumber;
  onClose: () => void;
}
