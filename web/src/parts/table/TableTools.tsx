/** What stands at the end of a table's bar: its columns to choose, and its rows as a file. */
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { saveFile } from "../../api/files";
import { Problem } from "../../api/problem";
import { useNotify } from "../notifications";
import type { Column } from "./columns";
import { csvFile } from "./csvFile";

interface ColumnsProps<T> {
  columns: readonly Column<T>[];
  hidden: ReadonlySet<string>;
  shown: readonly string[];
  onToggle: (id: string) => void;
}

/** Columns that the reader wants; of those that have no room now, it says so. */
export function ColumnsMenu<T>({ columns, hidden, shown, onToggle }: ColumnsProps<T>) {
  const items = columns.flatMap(({ id, header, rank }) => {
    if (rank === 0) return [];
    const checked = !hidden.has(id);
    const room = checked && !shown.includes(id) ? t`Not enough room` : "";
    return [{ id, text: header, itemType: "checkbox" as const, checked, ...(room && { secondaryText: room }) }];
  });
  if (items.length === 0) return null;
  return (
    <ButtonDropdown
      items={items}
      onItemClick={({ detail }) => onToggle(detail.id)}
      ariaLabel={t`Choose columns`}
      expandToViewport
    >
      {t`Columns`}
    </ButtonDropdown>
  );
}

interface ExportProps<T> {
  name: string;
  columns: () => Promise<readonly Column<T>[]>;
  loadAll: () => Promise<T[]>;
}

/** Saves all rows that match the filters, on all pages, as a CSV file. */
export function ExportRows<T>({ name, columns, loadAll }: ExportProps<T>) {
  const [busy, setBusy] = useState(false);
  const notify = useNotify();
  const save = async () => {
    setBusy(true);
    try {
      const exported = (await columns()).flatMap(({ header, text }) => (text ? [{ header, text }] : []));
      const rows = (await loadAll()).map((item) => exported.map(({ text }) => text(item)));
      saveFile(csvFile([exported.map(({ header }) => header), ...rows]), `${name}.csv`);
    } catch (thrown) {
      notify({ type: "error", text: Problem.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button iconName="download" loading={busy} loadingText={t`Exporting`} onClick={() => void save()}>
      {t`Export`}
    </Button>
  );
}
