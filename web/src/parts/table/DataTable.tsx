/**
 * A table of the portal. It takes its shape from the width that it has: the button that opens a row is always in view,
 * other columns come as there is room for them, and a row opens its panel wherever it is clicked.
 */
import "./table.css";

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { type ReactNode, useRef } from "react";

import { formatCount } from "../../formats/count";
import { LoadError } from "../ProblemAlert";
import { useWidth } from "../useWidth";
import { type Column, fit } from "./columns";
import { ColumnsMenu, ExportRows } from "./TableTools";
import { useHiddenColumns } from "./useHiddenColumns";
import { type List, MAX_ROWS } from "./useList";

interface Props<T extends object> {
  list: List<T>;
  columns: readonly Column<T>[];
  /** By what its hidden columns are kept, and its file is named. */
  name: string;
  /** What the rows are, in the plural, such as `users`. */
  label: string;
  idOf: (item: T) => string;
  nameOf: (item: T) => string;
  /** Shown when there are no rows. */
  empty: ReactNode;
  filter?: ReactNode;
  /** Opens a row; a table without it has no button in its rows. */
  onOpen?: (item: T) => void;
  openId?: string | undefined;
  selection?: { selected: T[]; onSelect: (items: T[]) => void };
  /** The columns of the exported file, where they need something loaded. */
  exportColumns?: () => Promise<readonly Column<T>[]>;
  /** A button in the place of the export that the table makes itself. */
  exported?: ReactNode;
}

const GEAR = 76;
const CHECKBOX = 54;
const SKELETON_ROWS = 8;
/** Up to this width there is room for the columns that always stay, and no choice. */
const PHONE = 480;
const INTERACTIVE = "a, button, input, label, [role='button'], [role='checkbox']";

export function DataTable<T extends object>(props: Props<T>) {
  const { list, columns, name, label, idOf, nameOf, empty, filter, onOpen, openId, selection } = props;
  const [box, width] = useWidth();
  const clicked = useRef<EventTarget>(null);
  const [hidden, toggle] = useHiddenColumns(name);
  const shown = fit(columns, width, hidden, (onOpen ? GEAR : 0) + (selection ? CHECKBOX : 0));
  const failed = list.error && <LoadError problem={list.error} onRetry={list.retry} what={t`the ${label}`} />;
  const capital = label[0]?.toUpperCase() + label.slice(1);
  const definitions = columns.map((column) => definitionOf(column, shown, (item) => idOf(item) === openId));
  if (onOpen) definitions.push(gearOf({ onOpen, idOf, nameOf, openId }));
  const sorting = definitions.find(({ id }) => id === list.sort?.id);
  return (
    <div ref={box}>
      <SpaceBetween size="m">
        {failed}
        {list.isCut && (
          <Alert type="info">{t`You're seeing the first ${formatCount(MAX_ROWS)} ${label}. Filter the list to sort and search all of it.`}</Alert>
        )}
        <div className={onOpen ? "table-opens" : ""} onClickCapture={(event) => (clicked.current = event.target)}>
          <Table<T>
            variant="container"
            columnDefinitions={definitions}
            columnDisplay={[...shown, ...(onOpen ? ["gear"] : [])].map((id) => ({ id, visible: true }))}
            items={list.items}
            trackBy={idOf}
            empty={list.isPending ? <Skeleton name={label} /> : failed ? "" : empty}
            filter={filter}
            pagination={list.pagination}
            preferences={
              <span className="table-tools">
                {width > PHONE && <ColumnsMenu columns={columns} hidden={hidden} shown={shown} onToggle={toggle} />}
                {props.exported ?? (
                  <ExportRows
                    name={name}
                    columns={props.exportColumns ?? (() => Promise.resolve(columns))}
                    loadAll={list.loadAll}
                  />
                )}
              </span>
            }
            {...(sorting && { sortingColumn: sorting, sortingDescending: list.sort?.descending ?? false })}
            onSortingChange={({ detail }) => {
              const { id } = detail.sortingColumn as { id?: string };
              if (id) list.onSort({ id, descending: detail.isDescending ?? false });
            }}
            {...(selection && {
              selectionType: "multi",
              selectedItems: selection.selected,
              onSelectionChange: ({ detail }) => selection.onSelect(detail.selectedItems),
            })}
            {...(onOpen && {
              onRowClick: ({ detail: { item } }) => {
                if (!isOfAnother(clicked.current)) onOpen(item);
              },
            })}
            wrapLines
            contentDensity="comfortable"
            ariaLabels={{
              tableLabel: capital,
              selectionGroupLabel: capital,
              allItemsSelectionLabel: () => t`Select all ${label} on this page`,
              itemSelectionLabel: (_, item) => t`Select ${nameOf(item)}`,
            }}
            stickyColumns={onOpen ? { last: 1 } : {}}
            enableKeyboardNavigation={false}
          />
        </div>
      </SpaceBetween>
    </div>
  );
}

/** Whether the click was on something in the row that does something else, or marked text to copy it. */
function isOfAnother(target: EventTarget | null): boolean {
  const isMarking = (window.getSelection()?.toString() ?? "") !== "";
  return isMarking || (target instanceof Element && target.closest(INTERACTIVE) !== null);
}

function definitionOf<T>(
  { id, header, room, cell, sortBy, isAmount }: Column<T>,
  shown: readonly string[],
  isOpen: (item: T) => boolean,
): TableProps.ColumnDefinition<T> {
  const isFirst = shown[0] === id;
  const shows = (other: string) => shown.includes(other);
  return {
    id,
    header: isAmount ? <span className="table-amount">{header}</span> : header,
    minWidth: isFirst ? Math.min(room, 160) : room,
    cell: (item) => (
      <div className={`${isAmount ? "table-amount" : ""} ${isFirst && isOpen(item) ? "table-open" : ""}`}>
        {cell(item, shows)}
      </div>
    ),
    isRowHeader: isFirst,
    ...(sortBy && { sortingComparator: () => 0, ariaLabel: sortLabel(header) }),
  };
}

function sortLabel(header: string): (state: TableProps.LabelData) => string {
  return ({ sorted, descending }) => {
    if (!sorted) return t`${header}, not sorted`;
    return descending ? t`${header}, sorted descending` : t`${header}, sorted ascending`;
  };
}

function gearOf<T extends object>({
  onOpen,
  idOf,
  nameOf,
  openId,
}: Required<Pick<Props<T>, "onOpen" | "idOf" | "nameOf">> & Pick<Props<T>, "openId">): TableProps.ColumnDefinition<T> {
  return {
    id: "gear",
    header: t`Edit`,
    width: GEAR,
    cell: (item) => (
      <Button
        variant="icon"
        iconName="settings"
        ariaLabel={t`Manage ${nameOf(item)}`}
        nativeButtonAttributes={{ id: `gear-${idOf(item)}`, "aria-current": idOf(item) === openId }}
        onClick={() => onOpen(item)}
      />
    ),
  };
}

/** The shape of rows that are on their way. */
function Skeleton({ name }: { name: string }) {
  return (
    <div className="skeleton">
      <span className="visually-hidden" role="status">{t`Loading ${name}`}</span>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <div key={row} className="skeleton-row" />
      ))}
    </div>
  );
}
