// The box in the head: the key / leads into it, Esc and a click elsewhere close the list under it, and the arrows walk
// through that list. Without the script it is a form like any other.
import { above, all, isTyping, one } from "./dom";

export function startSearch(): void {
  const box = one<HTMLInputElement>("[data-search-box]");
  const list = one(".search-found");
  if (box === null || list === null) return;
  // A phone has no such key.
  if (matchMedia("(min-width: 769px) and (hover: hover)").matches) {
    box.placeholder = box.dataset["keyHint"] ?? box.placeholder;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
  const form = above("form", box);
  form?.addEventListener("keydown", (event) => {
    const key = (event as KeyboardEvent).key;
    if (key === "Escape") close(list, box);
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (walk(list, box, key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    if (above(".top-search", event.target) === null) list.replaceChildren();
  });
}

function close(list: Element, box: HTMLInputElement): void {
  list.replaceChildren();
  box.focus();
}

/** The link after or before the one with the focus; above the first is the box itself. */
function walk(list: Element, box: HTMLInputElement, step: number): boolean {
  const links = all<HTMLAnchorElement>("a", list);
  if (links.length === 0) return false;
  const at = links.findIndex((link) => link === document.activeElement) + step;
  if (at < 0) box.focus();
  else links[Math.min(at, links.length - 1)]?.focus();
  return true;
}
