export { createTeamline, done, each, type Options, type Teamline } from "./client.js";
export { download, type FilePath, type FilesOf } from "./download.js";
export { NoAnswer, Problem } from "./problem.js";
export type { components, paths } from "./schema.js";
export { BrowserStore, MemoryStore, type Tokens, type TokenStore } from "./tokens.js";
