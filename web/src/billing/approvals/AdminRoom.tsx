/** What an admin may still spend of the owner's PayPal account this month, where they buy; nothing for others (T11). */
import Box from "@cloudscape-design/components/box";
import { t } from "@lingui/core/macro";

import { useTeam } from "../../api/team";
import { formatMoney } from "../../formats/money";
import { useAdminLimit } from "./queries";

export function AdminRoom() {
  const isAdmin = useTeam().team?.role === "admin";
  const limit = useAdminLimit("me", isAdmin).data;
  if (!isAdmin || !limit) return null;
  return (
    <Box color="text-body-secondary">{t`You can spend ${formatMoney(limit.room)} more from the owner's PayPal account this month, of ${formatMoney(limit.limit)}.`}</Box>
  );
}
