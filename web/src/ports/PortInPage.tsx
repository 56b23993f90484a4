/** One port-in: its form while it is a draft, then its progress. */
import "./ports.css";

import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useParams } from "react-router";

import { formatPhone } from "../formats/phone";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { CancelPortIn } from "./CancelPort";
import { DraftPortIn } from "./DraftPort";
import { PortInStatus } from "./labels";
import { PortInProgress } from "./PortInProgress";
import { type PortIn, usePortIn } from "./queries";
import { RequestNumbers } from "./RequestNumbers";

export function PortInPage() {
  const id = useParams()["portId"] ?? "";
  const port = usePortIn(id);
  if (port.isPending) return <Loading what={t`the port-in`} />;
  if (!port.data) {
    return (
      <Screen title={t`Port-in`} actions={<AllPortInsLink />}>
        <LoadError problem={port.error} onRetry={() => void port.refetch()} what={t`this port-in`} />
      </Screen>
    );
  }
  return <PortInDetails port={port.data} />;
}

function PortInDetails({ port }: { port: PortIn }) {
  return (
    <Screen
      title={t`Port-in of ${formatPhone(port.phone_number)}`}
      description={<PortInStatus port={port} />}
      actions={
        <span className="row-actions">
          <CancelPortIn port={port} />
          <AllPortInsLink />
        </span>
      }
    >
      <div className="form-page">
        <SpaceBetween size="l">
          <RequestNumbers port={port} />
          {port.status === "draft" ? <DraftPortIn port={port} /> : <PortInProgress port={port} />}
        </SpaceBetween>
      </div>
    </Screen>
  );
}

function AllPortInsLink() {
  return <LinkButton to="/numbers/port-ins">{t`All port-ins`}</LinkButton>;
}
