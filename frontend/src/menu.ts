// A menu is a details element; it opens below its button, within the page, and closes when a person goes elsewhere or
// presses Esc.
import { above, all, one } from "./dom";

const MARGIN_PX = 12;
const OPEN = "details.menu[open], details.rail-more[open]";

export function closeMenus(): void {
  document.addEventListener("click", (event) => {
    const inside = above("details.menu, details.rail-more", event.target);
    for (const menu of all<HTMLDetailsElement>(OPEN)) if (menu !== inside) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all<HTMLDetailsElement>(OPEN)) {
      menu.open = false;
      one("summary", menu)?.focus();
    }
  });
  // The event does not bubble.
  document.addEventListener("toggle", (event) => keepWithin(event.target), true);
}

/** Move the body of a menu to the left as far as it would reach beyond the page. */
function keepWithin(menu: EventTarget | null): void {
  if (!(menu instanceof HTMLDetailsElement) || !menu.matches("main .menu[open]")) return;
  const body = one(":scope > :not(summary)", menu);
  if (body === null) return;
  body.style.left = "";
  const over = body.getBoundingClientRect().right - document.documentElement.clientWidth + MARGIN_PX;
  if (over > 0) body.style.left = `${-over}px`;
}
