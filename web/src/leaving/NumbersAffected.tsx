/** The numbers that an action concerns: until when each is paid, what it costs then, and who has it afterwards. */
import Box from "@cloudscape-design/components/box";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { Phone } from "../parts/values";
import "./leaving.css";
import type { Action, Consequence } from "./queries";
import { sayOfNumber } from "./sentences";

type KeptBy = "keep" | "hand_over";
/** Who keeps a number, by its id; the team keeps those that are not named. */
export type NumberChoices = Record<string, KeptBy>;

interface Props {
  numbers: Consequence[];
  action: Action;
  name: string | undefined;
  zone: string;
  choices: NumberChoices;
  onChoose: (choices: NumberChoices) => void;
}

export function NumbersAffected({ action, numbers, name, zone, choices, onChoose }: Props) {
  return (
    <ul className="affected-numbers" aria-label={t`Phone numbers`}>
      {numbers.map((it) => (
        <li key={it.number_id}>
          <div>
            <Box fontWeight="bold">
              <Phone number={it.phone_number ?? ""} />
            </Box>
            <Box color="text-body-secondary" fontSize="body-s">
              {sayOfNumber(it, zone, payerOf(it, name, choices[it.number_id ?? ""] ?? "keep"))}
              {it.forwarded_to && <ForwardingEnds of={it} keptBy={choices[it.number_id ?? ""] ?? "keep"} />}
            </Box>
          </div>
          {it.fate === "chosen" ? (
            <SegmentedControl
              label={t`Who keeps ${formatPhone(it.phone_number ?? "")}`}
              selectedId={choices[it.number_id ?? ""] ?? "keep"}
              options={[
                { id: "keep", text: t`Stays with the team` },
                { id: "hand_over", text: name ? t`Goes with ${name}` : t`Goes with the person` },
              ]}
              onChange={({ detail }) => onChoose({ ...choices, [it.number_id ?? ""]: detail.selectedId as KeptBy })}
            />
          ) : (
            <span>{fateOf(it, action, name)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function ForwardingEnds({ of, keptBy }: { of: Consequence; keptBy: KeptBy }) {
  const to = formatPhone(of.forwarded_to ?? "");
  const ends = of.fate === "team" || of.fate === "ends" || (of.fate === "chosen" && keptBy === "keep");
  return <> {ends ? t`Forwarding to ${to} is turned off.` : t`Forwarded to ${to}.`}</>;
}

/** Which PayPal account pays from the next renewal on; empty where that stays as it is. */
function payerOf(it: Consequence, name: string | undefined, keptBy: KeptBy): string {
  if (it.fate === "owner") return t`from your PayPal account`;
  if (it.fate === "team" || (it.fate === "chosen" && keptBy === "keep")) return t`from the team's PayPal account`;
  if (it.fate === "chosen" || it.fate === "person")
    return name ? t`from ${name}'s PayPal account` : it.fate === "person" ? t`from its user's PayPal account` : "";
  return "";
}

function fateOf(it: Consequence, action: Action, name: string | undefined): string {
  switch (it.fate) {
    case "team":
      return t`Stays with the team`;
    case "person":
      if (action === "dissolve") return t`Goes with its user`;
      return name ? t`${name} keeps it` : t`You keep it`;
    case "owner":
      return t`Becomes yours`;
    case "paused":
      return t`Can't be used until restored`;
    case "ends":
      return t`You'll lose it`;
    default:
      return t`Stays as it is`;
  }
}
