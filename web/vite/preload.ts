/**
 * The page says what it will load, although its first script asks for it only after the language. What the light public
 * pages need is asked for at once; the parts of the portal are in templates, which `first.js` uses where it is the
 * portal that is shown, and `src/app/ahead.ts` before a visitor enters it.
 */
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/** `light` is the module of the light pages; `parts` are those of the portal, by the name or path they are needed for. */
export function preload(light: string, parts: Record<string, string>): Plugin {
  return {
    name: "teamline-preload",
    transformIndexHtml: {
      order: "post",
      handler(page, { bundle = {} }) {
        const known = new Set([...page.matchAll(/(?:href|src)="\/([^"]+)"/g)].map(([, name = ""]) => name));
        const linksOf = (module: string) => {
          const files = filesOf(bundle, module).filter((name) => !known.has(name));
          for (const name of files) known.add(name);
          return files.map(linkTo);
        };
        const atOnce = linksOf(light).map((link) => ({ ...link, injectTo: "head" as const }));
        const templates = Object.entries(parts).map(([name, module]) => ({
          tag: "template",
          attrs: { "data-parts": name },
          children: linksOf(module),
          injectTo: "head" as const,
        }));
        return [...atOnce, ...templates];
      },
    },
  };
}

function linkTo(name: string) {
  const rel = name.endsWith(".css") ? "stylesheet" : "modulepreload";
  return { tag: "link", attrs: { rel, crossorigin: true, href: `/${name}` } };
}

/** The chunk of a module, all that it imports, and their styles. */
function filesOf(bundle: Bundle, module: string): string[] {
  const found = Object.values(bundle).find((file) => file.type === "chunk" && file.facadeModuleId?.endsWith(module));
  if (!found) return [];
  const files = withImports(bundle, found.fileName);
  const styles = files.flatMap((name) => [...(chunkOf(bundle, name)?.viteMetadata?.importedCss ?? [])]);
  return [...new Set([...styles, ...files])];
}

function withImports(bundle: Bundle, name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  return [name, ...(chunkOf(bundle, name)?.imports ?? []).flatMap((other) => withImports(bundle, other, seen))];
}

function chunkOf(bundle: Bundle, name: string) {
  const file = bundle[name];
  return file?.type === "chunk" ? file : undefined;
}
