/** The proof of every number of a request: each gets a code of its own. */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { LoadError } from "../parts/ProblemAlert";
import { Loading } from "../parts/Loading";
import { movingNumbers } from "./progress";
import { ProveNumber } from "./ProveNumber";
import { type PortIn, type RequestNumber, usePortIn } from "./queries";

interface Props {
  port: PortIn;
  /** The message at each number that isn't confirmed yet. */
  fault?: string | undefined;
}

export function ProveNumbers({ port, fault }: Props) {
  if (port.request_size === 1) return <ProveNumber port={port} fault={port.control.is_proved ? undefined : fault} />;
  return (
    <SpaceBetween size="m">
      {movingNumbers(port).map((number) => (
        <ProveOne key={number.port_id} number={number} fault={number.is_proved ? undefined : fault} />
      ))}
    </SpaceBetween>
  );
}

function ProveOne({ number, fault }: { number: RequestNumber; fault: string | undefined }) {
  const port = usePortIn(number.port_id);
  if (port.isPending) return <Loading what={t`the number`} />;
  if (!port.data) return <LoadError problem={port.error} onRetry={() => void port.refetch()} what={t`the number`} />;
  return <ProveNumber port={port.data} fault={fault} />;
}
