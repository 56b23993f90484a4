/** Write to someone new: from which of the person's numbers, to whom, and what. */
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { formatPhone, parsePhone } from "../formats/phone";
import { NO_FILTER, useNumbers, useSharedNumbers } from "../numbers";
import { PhoneField } from "../parts/fields";
import { Loading } from "../parts/Loading";
import { Compose } from "./Compose";
import type { Conversation, Message } from "./types";

const MOST = 100;

export function NewConversation({ conversations }: { conversations: Conversation[] }) {
  const go = useNavigate();
  const queries = useQueryClient();
  const own = useNumbers({ ...NO_FILTER, user_id: "me" }, MOST);
  const shared = useSharedNumbers();
  const [chosen, setChosen] = useState<string | null>(null);
  const [to, setTo] = useState("");
  if (own.isPending || shared.isPending) return <Loading what={t`your numbers`} />;
  const numbers = [...(own.data?.items ?? []), ...(shared.data?.items ?? [])].filter(
    ({ status }) => status === "active",
  );
  const options = numbers.map(({ number_id, phone_number, label }) => ({
    value: number_id,
    label: formatPhone(phone_number),
    ...(label && { description: label }),
  }));
  const from = options.find(({ value }) => value === chosen) ?? options[0];
  const openSent = async (sent: Message) => {
    await queries.refetchQueries({ queryKey: ["texts", "conversations"] });
    const known = conversations.find(({ party, number_id }) => party[0] === sent.to && number_id === sent.number_id);
    void go(known ? `/texts/${known.conversation_id}` : "/texts");
  };
  return (
    <Container header={<Header variant="h2">{t`New text`}</Header>}>
      {from ? (
        <SpaceBetween size="m">
          {options.length > 1 && (
            <FormField label={t`From`} stretch>
              <Select
                selectedOption={from}
                options={options}
                onChange={({ detail }) => setChosen(detail.selectedOption.value ?? null)}
              />
            </FormField>
          )}
          <PhoneField label={t`To`} value={to} onChange={setTo} />
          <Compose number_id={from.value} to={parsePhone(to)} onSent={(sent) => void openSent(sent)} />
        </SpaceBetween>
      ) : (
        <Alert type="info">{t`You need an active number to send texts. Your team's owner can give you one.`}</Alert>
      )}
    </Container>
  );
}
