/** Signs the letter on the screen: what that means, the consent, the typed name, and a drawing if one likes. */
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { BROWSER_TIME_ZONE } from "../formats/time";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { type LetterOfPort, type Stroke, useSignLetter } from "./letter";
import { SignaturePad } from "./SignaturePad";

const FIELDS = ["name", "consent", "current_carrier", "drawing"] as const;
type Missing = Partial<Record<(typeof FIELDS)[number], string>>;

export function SignLetter({ portId, letter }: { portId: string; letter: LetterOfPort }) {
  const [name, setName] = useState("");
  const [carrier, setCarrier] = useState("");
  const [consent, setConsent] = useState(false);
  const [drawing, setDrawing] = useState<Stroke[]>([]);
  const [missing, setMissing] = useState<Missing>({});
  const notify = useNotify();
  const sign = useSignLetter(portId, () => {
    notify({ type: "success", text: t`The letter is signed. It's stored with your port-in.` });
    window.scrollTo(0, 0);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = findMissing(name, carrier, consent);
    setMissing(found);
    if (Object.keys(found).length > 0 || sign.isPending) return;
    const body = {
      words: letter.words,
      name,
      consent,
      current_carrier: carrier,
      time_zone: BROWSER_TIME_ZONE,
      drawing,
    };
    sign.mutate(body);
  };
  const errorOf = (field: (typeof FIELDS)[number]) => missing[field] ?? sign.error?.messageFor(field);
  return (
    <form className="no-print" onSubmit={submit} noValidate aria-label={t`Sign the letter`}>
      <Container header={<Header variant="h2">{t`Sign on this screen`}</Header>}>
        <SpaceBetween size="m">
          <ul className="how">
            {letter.consent.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <FormField
            label={t`Current carrier`}
            constraintText={t`As on the bill.`}
            errorText={errorOf("current_carrier")}
            stretch
          >
            <Input value={carrier} onChange={({ detail }) => setCarrier(detail.value)} ariaRequired />
          </FormField>
          <FormField
            label={t`Your full name`}
            constraintText={t`Type ${letter.signer}, as in the letter.`}
            errorText={errorOf("name")}
            stretch
          >
            <Input
              value={name}
              autoComplete="name"
              spellcheck={false}
              onChange={({ detail }) => setName(detail.value)}
              ariaRequired
            />
          </FormField>
          <SignaturePad drawing={drawing} onChange={setDrawing} error={errorOf("drawing")} />
          <FormField errorText={errorOf("consent")} stretch>
            <Checkbox checked={consent} onChange={({ detail }) => setConsent(detail.checked)}>
              {letter.statement}
            </Checkbox>
          </FormField>
          <ProblemAlert problem={sign.error} fields={[...FIELDS]} />
          <Button variant="primary" formAction="submit" loading={sign.isPending} loadingText={t`Signing`}>
            {t`Sign letter`}
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  );
}

function findMissing(name: string, carrier: string, consent: boolean): Missing {
  return {
    ...(!carrier.trim() && { current_carrier: t`Enter the number's current carrier.` }),
    ...(!name.trim() && { name: t`Type your full name.` }),
    ...(!consent && { consent: t`Agree to this to sign here, or print the letter and sign it by hand.` }),
  };
}
