/** What is wrong, or needs an answer: one line for each matter with what to do about it, the worst first. */

type Level = "error" | "warning" | "info";

export interface Matter {
  key: string;
  level: Level;
  title: string;
  about: string;
  /** The page on which it is put right. */
  to: string;
  action: string;
}

const LEVELS: Level[] = ["error", "warning", "info"];

export function worstFirst(matters: Matter[]): Matter[] {
  return LEVELS.flatMap((level) => matters.filter((matter) => matter.level === level));
}
