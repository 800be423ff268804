// Asks before something is done: data-confirm="words" on a button, a link or a form. A browser without dialogs does it
// unasked, as a page without scripts would. data-confirm-shows="#a, #b" repeats what stands in these fields.
import { above, all, make } from "./dom";
import { say } from "./words";

const agreed = new WeakSet<Element>();

export function askBeforeDoing(): void {
  if (typeof HTMLDialogElement === "undefined" || !("showModal" in HTMLDialogElement.prototype)) return;
  document.addEventListener("click", onClick, true);
  document.addEventListener("submit", onSubmit, true);
}

function onClick(event: Event): void {
  const asked = above(":is(a, button, input)[data-confirm]", event.target);
  if (asked !== null && hold(event, asked)) ask(asked, () => asked.click());
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset["confirm"] === undefined) return;
  const submitter = event.submitter;
  if (hold(event, form)) ask(form, () => form.requestSubmit(submitter));
}

/** Stop the event unless the person has just agreed to it. */
function hold(event: Event, asked: Element): boolean {
  if (agreed.delete(asked)) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}

function ask(asked: HTMLElement, go: () => void): void {
  const yes = button(asked.dataset["confirmYes"] ?? say("确定", "Yes"), "btn btn-primary", "yes");
  const words = make("p", "", asked.dataset["confirm"] ?? "");
  const buttons = make("div", "ask-buttons", button(say("不做了", "Leave it"), "btn", "no"), yes);
  const form = make("form", "", words, ...typed(asked.dataset["confirmShows"]), buttons);
  const dialog = make("dialog", "ask", form);
  form.method = "dialog";
  words.id = "duban-ask";
  dialog.setAttribute("aria-labelledby", words.id);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "yes") return;
    agreed.add(asked);
    go();
    agreed.delete(asked);
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** What was typed or chosen in some fields, under their labels. */
function typed(fields: string | undefined): HTMLElement[] {
  if (fields === undefined) return [];
  const list = make("dl", "facts");
  for (const field of all<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(fields)) {
    const said = field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text : field.value;
    list.append(make("div", "", make("dt", "", field.labels?.[0]?.textContent ?? ""), make("dd", "", said ?? "")));
  }
  return [list];
}

function button(words: string, className: string, value: string): HTMLButtonElement {
  const made = make("button", className, words);
  made.value = value;
  return made;
}
