// Which key does what in the review. A thing to do is an element data-do="…" in the current card: a button is pressed,
// a details element is opened and its first field gets the keyboard.
import { above, all, one } from "./dom";
import type { Review } from "./review";

const KEYS: Record<string, string> = {
  a: "accept",
  e: "mend",
  r: "reject",
  t: "task",
  s: "split",
  m: "merge",
  u: "undo",
};

/** True if the key meant something here. */
export function answerKey(review: Review, event: KeyboardEvent): boolean {
  const dialog = one<HTMLDialogElement>("dialog[data-keys]");
  if (event.key === "?" && dialog !== null) {
    if (dialog.open) dialog.close();
    else dialog.showModal();
    return true;
  }
  if (one("dialog[open]") !== null) return false;
  if (event.key === "Enter") return event.target === review.card() && act(review, "open", event.target);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "j" || key === "ArrowDown") review.step(1);
  else if (key === "k" || key === "ArrowUp") review.step(-1);
  else if (key === "n") review.nextUndecided();
  else return key in KEYS && act(review, KEYS[key] ?? "", event.target);
  return true;
}

/** Do it in the current card, or leave what is open in the card where the keyboard is. */
export function act(review: Review, what: string, target: EventTarget | null): boolean {
  if (what === "leave") return leave(target);
  const card = review.card();
  const found = card === null ? null : one(`[data-do="${what}"]:not([disabled])`, card);
  // Splitting and merging stand in the form that mends.
  if (card !== null && found === null && (what === "split" || what === "merge")) return act(review, "mend", target);
  if (card === null || found === null) return false;
  if (!(found instanceof HTMLDetailsElement)) found.click();
  else {
    for (const other of all<HTMLDetailsElement>("details[data-do][open]", card)) other.open = other === found;
    found.open = true;
    (firstField(found) ?? one("summary", found))?.focus();
  }
  return true;
}

/** A form that was sent for when its details were opened: the keyboard goes on in it, unless somebody is in a field. */
export function arrived(target: EventTarget | null): void {
  const details = above<HTMLDetailsElement>("details[data-do][open]", target);
  const at = document.activeElement;
  if (details === null || at === null || !details.contains(at) || at.matches("input, select, textarea")) return;
  firstField(details)?.focus();
}

function firstField(details: HTMLElement): HTMLElement | null {
  return one(":is(input:not([type=hidden]), select, textarea)", details);
}

function leave(target: EventTarget | null): boolean {
  const card = above(".item", target);
  if (card === null || one("dialog[open]") !== null) return false;
  const details = above<HTMLDetailsElement>("details[data-do]", target);
  if (details !== null) details.open = false;
  card.focus({ preventScroll: true });
  return true;
}
