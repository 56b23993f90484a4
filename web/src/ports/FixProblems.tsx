/** What the old carrier objected to: each at the field to mend, which is here, and the button that sends it again. */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type FormEvent } from "react";

import type { Problem } from "../api/problem";
import { PaymentProblem } from "../billing";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import {
  ACCOUNT_FIELDS,
  type Bill,
  type BillField,
  billOf,
  changedFields,
  faultsByField,
  fieldsForPath,
  HOLDER_FIELDS,
  validateBill,
} from "./bill";
import { BillFields } from "./BillFields";
import { LetterLink } from "./DocumentsStep";
import { DocumentUpload } from "./DocumentUpload";
import { useSubmitPortIn } from "./mutations";
import { PreferredDayField } from "./NumberStep";
import type { PortIn } from "./queries";
import { StepButtons } from "./Steps";

export function FixProblems({ port }: { port: PortIn }) {
  const { bill, set, faults, wantedOn, setWantedOn, mended: fixed, mend: markFixed, send, submit } = useFixes(port);
  const wanted = port.problems.flatMap(({ field }) => fieldsForPath(field));
  const others = [...ACCOUNT_FIELDS, ...HOLDER_FIELDS].filter((field) => !wanted.includes(field));
  const about = { bill, onChange: set, faults, given: port.carrier };
  const messageAt = (path: string) =>
    fixed.includes(path) ? undefined : port.problems.find(({ field }) => field === path)?.message;
  return (
    <form onSubmit={submit} noValidate aria-label="What to mend">
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">What to mend</Header>}>
          <SpaceBetween size="m">
            {port.problems.filter(isGeneral).map(({ message }, index) => (
              <Alert key={index} type="warning">
                {message}
              </Alert>
            ))}
            {wanted.length > 0 && <BillFields fields={wanted} {...about} />}
            {port.problems.some(({ field }) => field === "wanted_on") && (
              <PreferredDayField
                value={wantedOn}
                onChange={setWantedOn}
                error={messageAt("wanted_on") ?? send.error?.messageFor("wanted_on")}
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
            <DocumentUpload
              key={paper.kind}
              portId={port.port_id}
              paper={paper}
              fault={messageAt(path)}
              onUploaded={() => markFixed(path)}
            >
              {paper.kind === "authorization" && <LetterLink portId={port.port_id} />}
            </DocumentUpload>
          );
        })}
        <PaymentProblem problem={generalProblem(send.error)} fields={[]} />
        <StepButtons busy={send.isPending} action="Send again" />
      </SpaceBetween>
    </form>
  );
}

/** What no field here mends: it is said, and may be sent again all the same. */
function isGeneral({ field }: PortIn["problems"][number]): boolean {
  return fieldsForPath(field).length === 0 && field !== "wanted_on" && !field.startsWith("documents.");
}

function generalProblem(problem: Problem | null): Problem | null {
  const shown = problem && (Object.keys(faultsByField(problem.errors)).length > 0 || problem.messageFor("wanted_on"));
  return shown ? null : problem;
}

/** Each objection stands at its field until that field is another one. */
function useFixes(port: PortIn) {
  const [bill, setBill] = useState(() => billOf(port));
  const [faults, setFaults] = useState(() => faultsByField(port.problems));
  const [wantedOn, setDay] = useState(port.wanted_on ?? "");
  const [mended, setMended] = useState<string[]>([]);
  const tell = useNotify();
  const send = useSubmitPortIn(port, () => {
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
    const found = validateBill(bill, true);
    if (Object.keys(found).length > 0) return setFaults((before) => ({ ...before, ...found }));
    const day = wantedOn !== (port.wanted_on ?? "") ? { wanted_on: wantedOn || null } : null;
    const changes = changedFields(port, bill);
    if (!send.isPending) send.mutate(changes || day ? { ...changes, ...day } : null);
  };
  const refused = faultsByField(send.error?.errors ?? []);
  const setWantedOn = (day: string) => {
    setDay(day);
    mend("wanted_on");
  };
  return { bill, set, faults: { ...refused, ...faults }, wantedOn, setWantedOn, mended, mend, send, submit };
}
