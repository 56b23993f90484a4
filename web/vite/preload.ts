/** The page says what it will load, although its first script asks for it only after the language. */
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

export function preload(entry: string): Plugin {
  return {
    name: "teamline-preload",
    transformIndexHtml: {
      order: "post",
      handler(page, { bundle = {} }) {
        const main = Object.values(bundle).find(
          (file) => file.type === "chunk" && file.facadeModuleId?.endsWith(entry),
        );
        return main ? tagsOf(bundle, main.fileName).filter(({ attrs: { href } }) => !page.includes(`"${href}"`)) : [];
      },
    },
  };
}

function tagsOf(bundle: Bundle, main: string) {
  const files = withImports(bundle, main);
  const styles = files.flatMap((name) => [...(chunkOf(bundle, name)?.viteMetadata?.importedCss ?? [])]);
  const link = (rel: string) => (name: string) => ({
    tag: "link",
    attrs: { rel, crossorigin: true, href: `/${name}` },
    injectTo: "head" as const,
  });
  return [...files.map(link("modulepreload")), ...[...new Set(styles)].map(link("stylesheet"))];
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
