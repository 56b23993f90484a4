/** How often the owner is mailed what the team used: shown to those who run the team, chosen by the owner. */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Answer } from "../api/shapes";
import { useTeam } from "../api/team";
import { formatMoment } from "../formats/time";
import { PlaceLink } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { LoadError, ProblemAlert } from "../parts/ProblemAlert";

type Reports = Answer<"/v1/usage/reports">;
type Every = Reports["every"];

const KEY = ["usage", "reports"];
const OPTIONS: { value: Every; label: string; description: string }[] = [
  { value: "off", label: t`Off`, description: t`No report` },
  { value: "weekly", label: t`Weekly`, description: t`Monday to Sunday` },
  { value: "monthly", label: t`Monthly`, description: t`The calendar month` },
];

export function ReportByMail() {
  const { isOwner } = useTeam();
  const reports = useQuery({ queryKey: KEY, queryFn: () => unwrap(api.GET("/v1/usage/reports")) });
  const save = useSaveReports();
  if (reports.error)
    return <LoadError problem={reports.error} onRetry={() => void reports.refetch()} what={t`the report's setting`} />;
  return (
    <Container
      header={
        <Header variant="h2" description={t`Totals, who used the most, and a CSV file.`}>{t`Report by email`}</Header>
      }
    >
      {reports.data ? (
        <SpaceBetween size="s">
          {isOwner ? (
            <EverySelect reports={reports.data} busy={save.isPending} onChoose={save.mutate} />
          ) : (
            <div>{t`${label(reports.data.every)}. The team's owner gets it, and can change this.`}</div>
          )}
          <ProblemAlert problem={save.error} />
          <Next reports={reports.data} isOwner={isOwner} />
        </SpaceBetween>
      ) : (
        <Loading what={t`the report's setting`} />
      )}
    </Container>
  );
}

interface SelectProps {
  reports: Reports;
  busy: boolean;
  onChoose: (chosen: Pick<Reports, "every" | "version">) => void;
}

function EverySelect({ reports: { every, version }, busy, onChoose }: SelectProps) {
  return (
    <FormField label={t`Send me a report`}>
      <Select
        className="usage-report"
        options={OPTIONS}
        selectedOption={OPTIONS.find(({ value }) => value === every) ?? null}
        disabled={busy}
        onChange={({ detail }) => onChoose({ every: detail.selectedOption.value as Every, version })}
      />
    </FormField>
  );
}

function Next({ reports, isOwner }: { reports: Reports; isOwner: boolean }) {
  if (reports.every === "off" || !reports.next_at) return null;
  if (reports.obstacle)
    return (
      <Alert type="warning">
        {isOwner ? (
          <>
            {OBSTACLES[reports.obstacle]} <PlaceLink to="/profile">{t`Go to your profile`}</PlaceLink>
          </>
        ) : (
          t`The owner can't get it by email at the moment.`
        )}
      </Alert>
    );
  return <Box color="text-body-secondary">{t`Next: ${formatMoment(reports.next_at, reports.time_zone)}`}</Box>;
}

const OBSTACLES: Record<NonNullable<Reports["obstacle"]>, string> = {
  no_email: t`We can't send it without your email. Add one.`,
  email_fails: t`We can't send it because emails to you bounce. Check the address.`,
  mails_off: t`We can't send it because you only get notices by text. Turn on email.`,
};

function label(every: Every): string {
  return OPTIONS.find(({ value }) => value === every)?.label ?? every;
}

/** Saves a choice; one that someone has changed meanwhile is not overwritten, and is shown as it is now. */
function useSaveReports() {
  const queries = useQueryClient();
  const notify = useNotify();
  return useApiMutation((body: Pick<Reports, "every" | "version">) => unwrap(api.PUT("/v1/usage/reports", { body })), {
    onSuccess: (saved) => {
      queries.setQueryData(KEY, saved);
      notify({ type: "success", text: saved.every === "off" ? t`Reports are off.` : t`Report saved.` });
    },
    onError: () => void queries.invalidateQueries({ queryKey: KEY }),
  });
}
