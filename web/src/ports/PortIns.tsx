/** All port-ins, open and closed. */
import Select from "@cloudscape-design/components/select";
import { t } from "@lingui/core/macro";
import { useSearchParams } from "react-router";

import { useTeam } from "../api/team";
import { LinkButton } from "../parts/LinkButton";
import { Screen } from "../parts/Screen";
import { usePages } from "../parts/usePages";
import { STATUS_OPTIONS } from "./labels";
import { PortInsTable } from "./PortInsTable";
import { type PortInStatusCode, usePortIns } from "./queries";

const ANY = { value: "", label: t`Any status` };

export function PortIns() {
  const [params, setParams] = useSearchParams();
  const status = STATUS_OPTIONS.find(({ value }) => value === params.get("status"))?.value ?? null;
  const pages = usePages(status ?? "");
  const ports = usePortIns(status, pages.cursor);
  const show = (status: PortInStatusCode | "") => setParams(status ? { status } : {}, { replace: true });
  const { managesTeam } = useTeam();
  return (
    <Screen
      title={t`Port-ins`}
      description={t`Numbers you're moving here from another carrier.`}
      actions={
        <span className="row-actions">
          <LinkButton to="/numbers">{t`All numbers`}</LinkButton>
          <LinkButton to="/numbers/port-ins/new" variant="primary">{t`Port a number`}</LinkButton>
        </span>
      }
    >
      <PortInsTable
        ports={ports}
        forTeam={managesTeam}
        filtered={status !== null}
        onClear={() => show("")}
        pagination={pages.renderPagination(ports.data?.next_cursor, ports.isPlaceholderData)}
        filter={
          <div className="filter-wide">
            <Select
              selectedOption={STATUS_OPTIONS.find(({ value }) => value === status) ?? ANY}
              options={[ANY, ...STATUS_OPTIONS]}
              ariaLabel={t`Status`}
              onChange={({ detail }) => show((detail.selectedOption.value ?? "") as PortInStatusCode | "")}
            />
          </div>
        }
      />
    </Screen>
  );
}
