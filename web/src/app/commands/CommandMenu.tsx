/** The command menu: finds a person, a number, an invoice or a screen, and starts what is done most often. */
import "./commands.css";

import { t } from "@lingui/core/macro";
import { Command } from "cmdk";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";

import { useTeam } from "../../api/team";
import { Dialog } from "../../parts/Dialog";
import { useDebounced } from "../../parts/useDebounced";
import { ACTIONS, type Command as Entry, fitOf, PLACES } from "./commands";
import { type Found, useInvoicesFound, useNumbersFound, usePeopleFound } from "./found";

const PAUSE_MS = 250;

export function CommandMenu({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const onMove = useFirstChosen(typed, setChosen, list);
  const { managesTeam } = useTeam();
  const navigate = useNavigate();
  const open = (to: string) => {
    onClose();
    void navigate(to);
  };
  const isAllowed = ({ forManagers }: Entry) => managesTeam || !forManagers;
  return (
    <Dialog header={t`Find or do something`} onDismiss={onClose}>
      <Command
        label={t`Find or do something`}
        loop
        filter={fitOf}
        value={chosen}
        onValueChange={setChosen}
        onKeyDown={({ key }) => key.startsWith("Arrow") && onMove()}
      >
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder={t`A name, a number, an invoice or a screen`}
        />
        <Command.List ref={list} label={t`Suggestions`}>
          <Command.Empty>{t`Nothing matches “${typed}”.`}</Command.Empty>
          <Command.Group heading={t`Do`}>
            {ACTIONS.filter(isAllowed).map((entry) => (
              <EntryItem key={entry.name} entry={entry} onOpen={open} />
            ))}
          </Command.Group>
          <Command.Group heading={t`Go to`}>
            {PLACES.filter(isAllowed).map((entry) => (
              <EntryItem key={entry.name} entry={entry} onOpen={open} />
            ))}
          </Command.Group>
          <FoundGroups typed={typed} onOpen={open} />
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface FoundProps {
  typed: string;
  onOpen: (to: string) => void;
}

/** People, numbers and invoices; those that were loaded before are there at the first key. */
function FoundGroups({ typed, onOpen }: FoundProps) {
  const searched = useDebounced(typed.trim(), PAUSE_MS);
  const first = usePeopleFound("");
  const more = usePeopleFound(searched.length > 1 ? searched : "");
  const people = [...new Map([...first, ...more].map((found) => [found.id, found])).values()];
  const groups: [string, Found[]][] = [
    [t`Users`, people],
    [t`Numbers`, useNumbersFound()],
    [t`Invoices`, useInvoicesFound()],
  ];
  return groups.map(([heading, found]) => (
    <Command.Group key={heading} heading={heading}>
      {found.map(({ id, name, detail, to, words }) => (
        <Command.Item key={id} value={`${name} ${id}`} keywords={[detail, ...words]} onSelect={() => onOpen(to)}>
          <span>{name}</span>
          <span className="command-detail">{detail}</span>
        </Command.Item>
      ))}
    </Command.Group>
  ));
}

/** Choose the first entry, also when a better one comes after the typing, until the reader moves on by themselves. */
function useFirstChosen(
  typed: string,
  onChoose: (value: string) => void,
  list: RefObject<HTMLElement | null>,
): () => void {
  const hasMoved = useRef(false);
  useEffect(() => {
    hasMoved.current = false;
    const choose = () => {
      const first = list.current?.querySelector("[cmdk-item]")?.getAttribute("data-value");
      if (first && !hasMoved.current) onChoose(first);
    };
    choose();
    const observer = new MutationObserver(choose);
    if (list.current) observer.observe(list.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [typed, onChoose, list]);
  return () => {
    hasMoved.current = true;
  };
}

function EntryItem({ entry, onOpen }: { entry: Entry; onOpen: (to: string) => void }) {
  return (
    <Command.Item value={entry.name} keywords={entry.words ?? []} onSelect={() => onOpen(entry.to)}>
      {entry.name}
    </Command.Item>
  );
}
