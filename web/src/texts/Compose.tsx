/** Write a text: what it costs is said as it is typed, and it is sent once however often Send is pressed (B15). */
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";
import { plural, t } from "@lingui/core/macro";
import { useState } from "react";

import { formatMoney, type Money } from "../formats/money";
import { ProblemAlert } from "../parts/ProblemAlert";
import { useDebounced } from "../parts/useDebounced";
import { useSendText } from "./mutations";
import { useTextPrice } from "./queries";
import type { Message } from "./types";

const TYPING_MS = 400;

interface Props {
  number_id: string | null;
  to: string | null;
  onSent?: (sent: Message) => void;
}

export function Compose({ number_id, to, onSent }: Props) {
  const [text, setText] = useState("");
  const message = number_id && to && text.trim() ? { number_id, to, text } : null;
  const asked = useDebounced(JSON.stringify(message), TYPING_MS);
  const price = useTextPrice(JSON.parse(asked) as typeof message);
  const send = useSendText((sent) => {
    setText("");
    onSent?.(sent);
  });
  const submit = () => message && !send.isPending && send.mutate(message);
  return (
    <form
      className="compose"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FormField
        label={t`Your text`}
        errorText={send.error?.messageFor("text") ?? (message ? price.error?.messageFor("text") : undefined)}
        constraintText={message && price.data ? costOf(price.data) : t`Enter sends, Shift+Enter starts a new line.`}
        stretch
      >
        <Textarea
          value={text}
          rows={2}
          name="text"
          autoComplete={false}
          onChange={({ detail }) => setText(detail.value)}
          onKeyDown={(event) => {
            if (event.detail.key !== "Enter" || event.detail.shiftKey) return;
            event.preventDefault();
            submit();
          }}
        />
      </FormField>
      <Button variant="primary" formAction="submit" loading={send.isPending} disabled={!message}>{t`Send`}</Button>
      <ProblemAlert problem={send.error ?? (message ? price.error : null)} fields={["text", "to"]} />
    </form>
  );
}

function costOf({ parts, total_now }: { parts: number; total_now: Money }): string {
  const money = formatMoney(total_now);
  return t`${plural(parts, { one: `Costs ${money} from your credits.`, other: `# parts, ${money} from your credits.` })}`;
}
