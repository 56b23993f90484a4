/** One step before sign-in: a question, a button, and the problem if there is one. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { FormEvent, ReactNode } from "react";

import type { Problem } from "../api/problem";
import { ProblemAlert } from "../parts/ProblemAlert";
import { useTitle } from "../parts/Screen";

interface Props {
  title: string;
  count?: string;
  description?: ReactNode;
  action: string;
  busy: boolean;
  onSubmit: () => void;
  problem: Problem | null;
  fields?: string[];
  children: ReactNode;
  footer?: ReactNode;
}

export function StepForm({
  title,
  count,
  description,
  action,
  busy,
  onSubmit,
  problem,
  fields,
  children,
  footer,
}: Props) {
  useTitle(title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <SpaceBetween size="l">
      <form onSubmit={submit} noValidate>
        <Container>
          <Form
            variant="embedded"
            header={
              <>
                {count && <p className="front-step">{count}</p>}
                <Header variant="h1" description={description}>
                  {title}
                </Header>
              </>
            }
          >
            <SpaceBetween size="l">
              <ProblemAlert problem={problem} fields={fields ?? []} />
              {children}
              <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText={action}>
                {action}
              </Button>
            </SpaceBetween>
          </Form>
        </Container>
      </form>
      {footer && <Box textAlign="center">{footer}</Box>}
    </SpaceBetween>
  );
}
