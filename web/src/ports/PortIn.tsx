/** One number on its way: its form while it is a draft, afterwards how far it is. */
import "./ports.css";

import { useParams } from "react-router";

import { formatPhone } from "../formats/phone";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { Failed } from "../parts/Refusal";
import { Screen } from "../parts/Screen";
import { CancelPort } from "./CancelPort";
import { DraftPort } from "./DraftPort";
import { usePortIn, type PortIn } from "./queries";
import { Tracker } from "./Tracker";
import { StatusOf } from "./words";

export function PortInPage() {
  const id = useParams()["portId"] ?? "";
  const port = usePortIn(id);
  if (port.isPending) return <Loading what="the port-in" />;
  if (!port.data) {
    return (
      <Screen title="Port-in" actions={<ToAll />}>
        <Failed problem={port.error} onRetry={() => void port.refetch()} what="this port-in" />
      </Screen>
    );
  }
  return <Shown port={port.data} />;
}

function Shown({ port }: { port: PortIn }) {
  return (
    <Screen
      title={`Port-in of ${formatPhone(port.phone_number)}`}
      description={<StatusOf port={port} />}
      actions={
        <span className="row-actions">
          <CancelPort port={port} />
          <ToAll />
        </span>
      }
    >
      <div className="form-page">{port.status === "draft" ? <DraftPort port={port} /> : <Tracker port={port} />}</div>
    </Screen>
  );
}

function ToAll() {
  return <LinkButton to="/numbers/port-ins">All port-ins</LinkButton>;
}
