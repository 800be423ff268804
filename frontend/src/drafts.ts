// What was typed and not handed in is kept in this browser, per form data-draft="ID", and put back when the form is
// shown again. It goes when the form was taken (htmx, or <meta name="draft-done" content="ID">), when a person discards
// it, or after two weeks. Passwords, files and hidden fields are never kept.
import { all, make, meta } from "./dom";
import { say } from "./words";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
interface Draft {
  at: number;
  fields: [string, string[]][];
}

const PREFIX = "duban-draft:";
const KEPT_MS = 14 * 24 * 3600 * 1000;
const WAIT_MS = 300;
const SENT = "duban-sent";

let swept = false;

export function keepDrafts(root: ParentNode): void {
  if (!swept) {
    sweep();
    taken();
  }
  for (const form of all<HTMLFormElement>("form[data-draft]", root)) setUp(form, PREFIX + (form.dataset["draft"] ?? ""));
}

/** A plain form was sent, and the page after it says that it was done: what was typed is not needed any more. */
function taken(): void {
  const sent = window.sessionStorage.getItem(SENT);
  window.sessionStorage.removeItem(SENT);
  if (sent !== null && document.querySelector(".notice-success") !== null) remove(sent);
}

function note(name: string, value: string): void {
  try {
    window.sessionStorage.setItem(name, value);
  } catch {
    // Without it, the draft is offered again: nothing is lost.
  }
}

function setUp(form: HTMLFormElement, key: string): void {
  const draft = load(key);
  if (draft !== null && put(form, draft)) sayRestored(form, key);
  let timer = 0;
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => save(key, { at: Date.now(), fields: gather(form) }), WAIT_MS);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    save(key, { at: Date.now(), fields: gather(form) });
    note(SENT, key);
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = (event as CustomEvent<{ elt: Element; successful?: boolean }>).detail;
    if (successful !== true || (elt !== form && (elt as HTMLButtonElement).form !== form)) return;
    window.clearTimeout(timer);
    remove(key);
  });
}

function fieldsOf(form: HTMLFormElement): Field[] {
  const never = /^(password|file|hidden|submit|button|reset|image)$/;
  return Array.from(form.elements).filter((field): field is Field => {
    if (field instanceof HTMLInputElement) return field.name !== "" && !never.test(field.type);
    return (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) && field.name !== "";
  });
}

const isTick = (field: Field): field is HTMLInputElement => field.type === "checkbox" || field.type === "radio";

function gather(form: HTMLFormElement): Draft["fields"] {
  const found = new Map<string, string[]>();
  for (const field of fieldsOf(form)) {
    const values = found.get(field.name) ?? [];
    if (!isTick(field) || field.checked) values.push(field.value);
    found.set(field.name, values);
  }
  return [...found];
}

/** Put the draft into the form; false if the form says the same already. */
function put(form: HTMLFormElement, draft: Draft): boolean {
  const before = JSON.stringify(gather(form));
  const values = new Map(draft.fields);
  for (const field of fieldsOf(form)) {
    const kept = values.get(field.name);
    if (kept === undefined || field.disabled) continue;
    if (isTick(field)) field.checked = kept.includes(field.value);
    else field.value = kept.shift() ?? field.value;
  }
  return JSON.stringify(gather(form)) !== before;
}

function sayRestored(form: HTMLFormElement, key: string): void {
  const discard = make("button", "btn btn-sm", say("不要了", "Discard"));
  discard.type = "button";
  const line = make("p", "notice notice-info", make("span", "", say("已恢复上次没有交的内容", "What you had not sent is here again")), discard);
  line.setAttribute("role", "status");
  discard.addEventListener("click", () => {
    form.reset();
    remove(key);
    line.remove();
  });
  form.addEventListener("reset", () => line.remove());
  form.prepend(line);
}

function sweep(): void {
  swept = true;
  const done = meta("draft-done");
  if (done !== null) remove(PREFIX + done);
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = load(key);
      if (draft === null || Date.now() - draft.at > KEPT_MS) remove(key);
    }
  } catch {
    // A browser that keeps nothing.
  }
}

function load(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

function save(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing, or no more: the form works as it would without drafts.
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
