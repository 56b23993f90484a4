/** Name, email, time zone and how to be notified. */
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { useMemo, useState, type FormEvent } from "react";

import type { Profile } from "../api/profile";
import { useUpdateProfile } from "../api/useUpdateProfile";
import { formatPhone } from "../formats/phone";
import { BROWSER_TIME_ZONE, timeZones } from "../formats/time";
import { changeLanguage } from "../language/choice";
import { LANGUAGES, nameLanguage } from "../language/languages";
import { LANGUAGE } from "../language/locale";
import { useDraft } from "../parts/fields";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { ChangeLoginId } from "./ChangeLoginId";
import { EmailStatus } from "./EmailStatus";

const FIELDS = ["name", "email", "time_zone", "language", "notices", "text_notices"];

/** The details, and the dialog of the Login ID: outside of the form, which its own form would submit too. */
export function ProfileForm({ profile }: { profile: Profile }) {
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Details profile={profile} onChangeLoginId={() => setChanging(true)} />
      {changing && <ChangeLoginId onClose={() => setChanging(false)} />}
    </>
  );
}

function Details({ profile, onChangeLoginId }: { profile: Profile; onChangeLoginId: () => void }) {
  const { draft, change } = useDraft({
    name: profile.name,
    email: profile.email,
    time_zone: profile.time_zone,
    language: profile.language,
    notices: profile.notices,
    text_notices: profile.text_notices,
  });
  const notify = useNotify();
  const save = useUpdateProfile(({ language }) => {
    if (language === LANGUAGE) notify({ type: "success", text: t`Profile saved.` });
    else changeLanguage(language);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(changedFields(profile, draft));
  };
  return (
    <form aria-label={t`Your details`} onSubmit={submit} noValidate>
      <Container
        header={<Header variant="h2">{t`Your details`}</Header>}
        footer={<Button variant="primary" formAction="submit" loading={save.isPending}>{t`Save`}</Button>}
      >
        <SpaceBetween size="l">
          <ProblemAlert problem={save.error} fields={FIELDS} />
          <LoginId phoneNumber={profile.phone_number} onChange={onChangeLoginId} />
          <FormField label={t`Name`} errorText={save.error?.messageFor("name")}>
            <Input
              value={draft.name}
              autoComplete="name"
              onChange={({ detail }) => change("name")(detail.value)}
              ariaRequired
            />
          </FormField>
          <FormField
            label={t`Email`}
            errorText={save.error?.messageFor("email")}
            constraintText={<EmailStatus profile={profile} />}
          >
            <Input
              type="email"
              autoComplete="email"
              value={draft.email}
              onChange={({ detail }) => change("email")(detail.value)}
              ariaRequired
            />
          </FormField>
          <TimeZoneField
            value={draft.time_zone}
            onChange={change("time_zone")}
            error={save.error?.messageFor("time_zone")}
          />
          <LanguageField
            value={draft.language}
            onChange={change("language")}
            error={save.error?.messageFor("language")}
          />
          <NotificationsField
            value={draft.notices}
            onChange={change("notices")}
            error={save.error?.messageFor("notices")}
          />
          <TextNoticesField
            value={draft.text_notices}
            onChange={change("text_notices")}
            error={save.error?.messageFor("text_notices")}
          />
        </SpaceBetween>
      </Container>
    </form>
  );
}

function LoginId({ phoneNumber, onChange }: { phoneNumber: string; onChange: () => void }) {
  return (
    <FormField label={t`Login ID`} description={t`The phone number you sign in with.`}>
      <span className="figures">{formatPhone(phoneNumber)}</span>{" "}
      <Button variant="inline-link" formAction="none" ariaLabel={t`Change Login ID`} onClick={onChange}>
        {t`Change`}
      </Button>
    </FormField>
  );
}

/** Only the fields that changed: sending the same email again would mail a new link. */
function changedFields(
  before: Profile,
  draft: Pick<Profile, "name" | "email" | "time_zone" | "language" | "notices" | "text_notices">,
) {
  const isNew = <Name extends keyof typeof draft>(name: Name) => String(draft[name]) !== String(before[name]);
  return {
    ...(isNew("name") && { name: draft.name }),
    ...(isNew("email") && { email: draft.email }),
    ...(isNew("time_zone") && { time_zone: draft.time_zone }),
    ...(isNew("language") && { language: draft.language }),
    ...(isNew("notices") && { notices: draft.notices }),
    ...(isNew("text_notices") && { text_notices: draft.text_notices }),
  };
}

interface FieldProps<T> {
  value: T;
  onChange: (value: T) => void;
  error: string | undefined;
}

function TimeZoneField({ value, onChange, error }: FieldProps<string>) {
  const options = useMemo(
    () => timeZones(value, BROWSER_TIME_ZONE).map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
    [value],
  );
  return (
    <FormField label={t`Time zone`} description={t`We show all times in this time zone.`} errorText={error}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        filteringType="auto"
        virtualScroll
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? value)}
      />
    </FormField>
  );
}

const LANGUAGE_OPTIONS = LANGUAGES.map((value) => ({ value, label: nameLanguage(value), lang: value }));

function LanguageField({ value, onChange, error }: FieldProps<Profile["language"]>) {
  return (
    <FormField
      label={t`Language`}
      description={t`The language of this site, and of what we send you.`}
      errorText={error}
    >
      <Select
        selectedOption={LANGUAGE_OPTIONS.find((option) => option.value === value) ?? null}
        options={LANGUAGE_OPTIONS}
        onChange={({ detail }) => onChange(detail.selectedOption.value as Profile["language"])}
      />
    </FormField>
  );
}

const TEXT_NOTICES: { value: Profile["text_notices"]; label: string }[] = [
  { value: "off", label: t`Don't email me` },
  { value: "sender", label: t`Email me who texted, and when` },
  { value: "words", label: t`Email me the text as well` },
];

function TextNoticesField({ value, onChange, error }: FieldProps<Profile["text_notices"]>) {
  return (
    <FormField
      label={t`New texts`}
      description={t`One email for each conversation until you read it, and no more than one an hour.`}
      errorText={error}
    >
      <RadioGroup
        value={value}
        items={TEXT_NOTICES}
        onChange={({ detail }) => onChange(detail.value as Profile["text_notices"])}
      />
    </FormField>
  );
}

type Channels = Profile["notices"];

function NotificationsField({ value, onChange, error }: FieldProps<Channels>) {
  const toggle = (kind: Channels[number], on: boolean) =>
    onChange(on ? [...value, kind] : value.filter((other) => other !== kind));
  return (
    <FormField
      label={t`Notifications`}
      description={t`How we notify you about payments and your team.`}
      errorText={error}
    >
      <SpaceBetween size="xs">
        <Checkbox checked={value.includes("email")} onChange={({ detail }) => toggle("email", detail.checked)}>
          {t`By email`}
        </Checkbox>
        <Checkbox checked={value.includes("text")} onChange={({ detail }) => toggle("text", detail.checked)}>
          {t`By text`}
        </Checkbox>
        {value.length === 0 && <StatusIndicator type="warning">{t`Choose at least one.`}</StatusIndicator>}
      </SpaceBetween>
    </FormField>
  );
}
