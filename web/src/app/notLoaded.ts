/** What is shown where a part of the page can't be loaded, as on a bad network or after a new release. */

/** Show the words of `index.html`, in each language, as no catalogue may be there; a button loads the page anew. */
export function showNotLoaded(): void {
  const words = document.querySelector<HTMLTemplateElement>("template#not-loaded")!.content.cloneNode(true);
  const place = document.getElementById("portal")!;
  place.replaceChildren(words);
  place.querySelector("button")!.addEventListener("click", () => window.location.reload());
}
