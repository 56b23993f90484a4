/** What the old carrier objected to: each at the field to mend, which is here, and the button that sends it again. */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type FormEvent } from "react";

import { useTell } from "../app/notices";
import type { Problem } from "../api/problem";
import { PaymentRefusal } from "../billing/Quoted";
import { formatPhone } from "../formats/phone";
import { ACCOUNT, billOf, changesOf, check, faultsOf, fieldsAt, HOLDER, type Bill, type BillField } from "./bill";
import { BillFields } from "./BillFields";
import { useSending } from "./changes";
import { WantedOn } from "./NumberStep";
import { PaperUpload } from "./PaperUpload";
import { LetterLink } from "./PapersStep";
import type { PortIn } from "./queries";
import { StepButtons } from "./Steps";

export function Mending({ port }: { port: PortIn }) {
  const { bill, set, faults, wantedOn, setWantedOn, mended, mend, send, submit } = useMending(port);
  const wanted = port.problems.flatMap(({ field }) => fieldsAt(field));
  const others = [...ACCOUNT, ...HOLDER].filter((field) => !wanted.includes(field));
  const about = { bill, onChange: set, faults, given: port.carrier };
  const messageAt = (path: string) =>
    mended.includes(path) ? undefined : port.problems.find(({ field }) => field === path)?.message;
  return (
    <form onSubmit={submit} noValidate aria-label="What to mend">
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">What to mend</Header>}>
          <SpaceBetween size="m">
            {port.problems.filter(hasNoField).map(({ message }, index) => (
              <Alert key={index} type="warning">
                {message}
              </Alert>
            ))}
            {wanted.length > 0 && <BillFields fields={wanted} {...about} />}
            {port.problems.some(({ field }) => field === "wanted_on") && (
              <WantedOn
                value={wantedOn}
                onChange={setWantedOn}
                error={messageAt("wanted_on") ?? send.error?.about("wanted_on")}
              />
            )}
            <ExpandableSection headerText="Change something else too">
              <BillFields fields={others} {...about} />
            </ExpandableSection>
          </SpaceBetween>
        </Container>
        {port.documents.map((paper) => {
          const path = `documents.${paper.kind}`;
          if (!port.problems.some(({ field }) => field === path) && paper.state === "received") return null;
          return (
            <PaperUpload
              key={paper.kind}
              portId={port.port_id}
              paper={paper}
              fault={messageAt(path)}
              onUploaded={() => mend(path)}
            >
              {paper.kind === "authorization" && <LetterLink portId={port.port_id} />}
            </PaperUpload>
          );
        })}
        <PaymentRefusal problem={shownBelow(send.error)} fields={[]} />
        <StepButtons busy={send.isPending} action="Send again" />
      </SpaceBetween>
    </form>
  );
}

/** What no field here mends: it is said, and may be sent again all the same. */
function hasNoField({ field }: PortIn["problems"][number]): boolean {
  return fieldsAt(field).length === 0 && field !== "wanted_on" && !field.startsWith("documents.");
}

function shownBelow(problem: Problem | null): Problem | null {
  const shown = problem && (Object.keys(faultsOf(problem.errors)).length > 0 || problem.about("wanted_on"));
  return shown ? null : problem;
}

/** Each objection stands at its field until that field is another one. */
function useMending(port: PortIn) {
  const [bill, setBill] = useState(() => billOf(port));
  const [faults, setFaults] = useState(() => faultsOf(port.problems));
  const [wantedOn, setDay] = useState(port.wanted_on ?? "");
  const [mended, setMended] = useState<string[]>([]);
  const tell = useTell();
  const send = useSending(port, () => {
    tell({ type: "success", text: `The port-in of ${formatPhone(port.phone_number)} is sent again.` });
    window.scrollTo(0, 0);
  });
  const mend = (path: string) => setMended((before) => [...before, path]);
  const set = <Field extends BillField>(field: Field, value: Bill[Field]) => {
    setBill((before) => ({ ...before, [field]: value }));
    setFaults(({ [field]: _, ...others }) => others);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = check(bill, true);
    if (Object.keys(found).length > 0) return setFaults((before) => ({ ...before, ...found }));
    const day = wantedOn !== (port.wanted_on ?? "") ? { wanted_on: wantedOn || null } : null;
    const changes = changesOf(port, bill);
    if (!send.isPending) send.mutate(changes || day ? { ...changes, ...day } : null);
  };
  const refused = faultsOf(send.error?.errors ?? []);
  const setWantedOn = (day: string) => {
    setDay(day);
    mend("wanted_on");
  };
  return { bill, set, faults: { ...refused, ...faults }, wantedOn, setWantedOn, mended, mend, send, submit };
}
