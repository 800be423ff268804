// A menu is a details element; it closes when a person goes elsewhere or presses Esc.
import { above, all, one } from "./dom";

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
}
