/** The old carrier's objections, each at the field to fix, and the button that resubmits the form. */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import type { Problem } from "../api/problem";
import { PaymentProblem } from "../billing";
import { formatPhone, parsePhone } from "../formats/phone";
import { PhoneField } from "../parts/fields";
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
import { nameNumbers } from "./labels";
import { LetterLink } from "./DocumentsStep";
import { DocumentUpload } from "./DocumentUpload";
import { useIsLetterVoid, VOID } from "./letter";
import { useSubmitPortIn } from "./mutations";
import { PreferredDayField } from "./NumberStep";
import { unprovedNumbers } from "./progress";
import { ProveNumbers } from "./ProveNumbers";
import { approvableOf, type PortIn } from "./queries";
import { StepButtons } from "./Steps";

export function FixProblems({ port }: { port: PortIn }) {
  const { bill, set, faults, number, setNumber, wantedOn, setWantedOn, fixed, markFixed, send, submit } =
    useFixes(port);
  const isLetterVoid = useIsLetterVoid(port);
  const wanted = port.problems.flatMap(({ field }) => fieldsForPath(field));
  const others = [...ACCOUNT_FIELDS, ...HOLDER_FIELDS].filter((field) => !wanted.includes(field));
  const about = { bill, onChange: set, faults, given: port.carrier };
  const aboutNumber = port.problems.some(({ field }) => field === "phone_number");
  const messageAt = (path: string) =>
    fixed.includes(path) ? undefined : port.problems.find(({ field }) => field === path)?.message;
  return (
    <SpaceBetween size="l">
      {(unprovedNumbers(port).length > 0 || aboutNumber) && <ProveNumbers port={port} />}
      <form onSubmit={submit} noValidate aria-label={t`What to fix`}>
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{t`What to fix`}</Header>}>
            <SpaceBetween size="m">
              {port.problems.filter(isGeneral).map(({ message }, index) => (
                <Alert key={index} type="warning">
                  {message}
                </Alert>
              ))}
              {wanted.length > 0 && <BillFields fields={wanted} {...about} />}
              {aboutNumber && (
                <PhoneField
                  label={t`Number to port`}
                  constraint={t`If you change the number, confirm the new one with a code before you resubmit.`}
                  value={number}
                  onChange={setNumber}
                  error={messageAt("phone_number") ?? send.error?.messageFor("phone_number")}
                />
              )}
              {port.problems.some(({ field }) => field === "wanted_on") && (
                <PreferredDayField
                  value={wantedOn}
                  onChange={setWantedOn}
                  error={messageAt("wanted_on") ?? send.error?.messageFor("wanted_on")}
                />
              )}
              <ExpandableSection headerText={t`Edit other fields`}>
                <BillFields fields={others} {...about} />
              </ExpandableSection>
            </SpaceBetween>
          </Container>
          {port.documents.map((document) => {
            const path = `documents.${document.kind}`;
            const isVoid = document.kind === "authorization" && isLetterVoid;
            const isAsked = isVoid || document.state === "missing" || port.problems.some(({ field }) => field === path);
            if (!isAsked) return null;
            return (
              <DocumentUpload
                key={document.kind}
                portId={port.port_id}
                document={document}
                fault={isVoid ? VOID : messageAt(path)}
                onUploaded={() => markFixed(path)}
              >
                {document.kind === "authorization" && <LetterLink portId={port.port_id} />}
              </DocumentUpload>
            );
          })}
          <PaymentProblem problem={generalProblem(send.error, aboutNumber)} fields={[]} request={approvableOf(port)} />
          <StepButtons busy={send.isPending} action={t`Resubmit`} />
        </SpaceBetween>
      </form>
    </SpaceBetween>
  );
}

/** Whether a problem belongs to no field: it is shown, and the form can be resubmitted anyway. */
function isGeneral({ field }: PortIn["problems"][number]): boolean {
  return (
    fieldsForPath(field).length === 0 &&
    field !== "wanted_on" &&
    field !== "phone_number" &&
    !field.startsWith("documents.")
  );
}

function generalProblem(problem: Problem | null, aboutNumber: boolean): Problem | null {
  const shown =
    problem &&
    (Object.keys(faultsByField(problem.errors)).length > 0 ||
      (problem.messageFor("wanted_on") ?? (aboutNumber && problem.messageFor("phone_number"))));
  return shown ? null : problem;
}

/** Shows each objection at its field until that field is changed. */
function useFixes(port: PortIn) {
  const [bill, setBill] = useState(() => billOf(port));
  const [faults, setFaults] = useState(() => faultsByField(port.problems));
  const [number, setPhone] = useState(formatPhone(port.phone_number, "US"));
  const [wantedOn, setDay] = useState(port.wanted_on ?? "");
  const [fixed, setFixed] = useState<string[]>([]);
  const notify = useNotify();
  const send = useSubmitPortIn(port, () => {
    notify({ type: "success", text: t`We resubmitted the port-in of ${nameNumbers(port)}.` });
    window.scrollTo(0, 0);
  });
  const markFixed = (path: string) => setFixed((before) => [...before, path]);
  const set = <Field extends BillField>(field: Field, value: Bill[Field]) => {
    setBill((before) => ({ ...before, [field]: value }));
    setFaults(({ [field]: _, ...others }) => others);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = validateBill(bill, true);
    if (Object.keys(found).length > 0) return setFaults((before) => ({ ...before, ...found }));
    const day = wantedOn !== (port.wanted_on ?? "") ? { wanted_on: wantedOn || null } : null;
    const typed = parsePhone(number, "US") ?? number;
    const phone = typed !== port.phone_number ? { phone_number: typed } : null;
    const changes = changedFields(port, bill);
    if (!send.isPending) send.mutate(changes || day || phone ? { ...changes, ...day, ...phone } : null);
  };
  const refused = faultsByField(send.error?.errors ?? []);
  const setWantedOn = (day: string) => {
    setDay(day);
    markFixed("wanted_on");
  };
  const setNumber = (phone: string) => {
    setPhone(phone);
    markFixed("phone_number");
  };
  return {
    bill,
    set,
    faults: { ...refused, ...faults },
    number,
    setNumber,
    wantedOn,
    setWantedOn,
    fixed,
    markFixed,
    send,
    submit,
  };
}
