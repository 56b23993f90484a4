/** @jsxImportSource preact */
/** A sentence with one link in it: `New here? <0>Sign up</0>`, the same message as that of a `Trans` with a link. */

export function Sentence({ of, href }: { of: string; href: string }) {
  const [before, linked, after] = of.split(/<0>(.*)<\/0>/);
  return (
    <span>
      {before}
      <a href={href}>{linked}</a>
      {after}
    </span>
  );
}
