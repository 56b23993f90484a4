/** The numbers of a person in the table: the first two, and how many more there are (T7). */
import Box from "@cloudscape-design/components/box";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";

import type { User } from "../api/team";
import { STATUS_OPTIONS } from "../numbers";
import { Phone } from "../parts/values";

const SHOWN = 2;

export function NumbersCell({ user: { numbers } }: { user: Pick<User, "numbers"> }) {
  const more = numbers.length - SHOWN;
  return (
    <>
      {numbers.slice(0, SHOWN).map((number) => (
        <div key={number.number_id}>
          <Phone number={number.phone_number} />
          {number.status !== "active" && (
            <Aside>{STATUS_OPTIONS.find((it) => it.value === number.status)?.label}</Aside>
          )}
        </div>
      ))}
      {more > 0 && <Aside>{t`and ${more} more`}</Aside>}
      {numbers.length === 0 && "–"}
    </>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {children}
    </Box>
  );
}
