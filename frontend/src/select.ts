// A person marks words in the text and says what they are. Offsets are those of the source text, counted in code
// points as Python counts; every text node of the text stands in an element whose data-at is the offset of its first
// character.
import { all, isTyping, make, one } from "./dom";
import { say } from "./words";

interface Chosen {
  start: number;
  end: number;
  quote: string;
}

const WAIT_MS = 200;

export function startSelecting(): void {
  const text = one("[data-text]");
  const form = one<HTMLFormElement>("form[data-add]");
  const template = one<HTMLTemplateElement>("template[data-select-bar]");
  if (text === null || form === null || template === null) return;
  const bar = make("div", "select-bar", template.content.cloneNode(true));
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", say("把选中的文字标为", "Take the selected words as"));
  bar.hidden = true;
  document.body.append(bar);

  let timer = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!bar.contains(document.activeElement)) show(bar, form, text);
    }, WAIT_MS);
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  bar.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button === null) return;
    fill(form, "kind", button.value);
    bar.hidden = true;
    window.getSelection()?.removeAllRanges();
    form.requestSubmit();
  });
  document.addEventListener("keydown", (event) => onKey(event, bar), true);
}

/** Esc hides the bar; Enter goes into it, for who selects by keyboard. */
function onKey(event: KeyboardEvent, bar: HTMLElement): void {
  if (bar.hidden || isTyping(event)) return;
  if (event.key === "Escape") {
    bar.hidden = true;
    window.getSelection()?.removeAllRanges();
  } else if (event.key === "Enter" && !bar.contains(document.activeElement)) one("button", bar)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function show(bar: HTMLElement, form: HTMLFormElement, text: HTMLElement): void {
  const selection = window.getSelection();
  const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const chosen = range === null ? null : chosenIn(text, range);
  bar.hidden = chosen === null;
  if (range === null || chosen === null) return;
  fill(form, "start", String(chosen.start));
  fill(form, "end", String(chosen.end));
  fill(form, "quote", chosen.quote);
  place(bar, range.getBoundingClientRect());
}

function place(bar: HTMLElement, at: DOMRect): void {
  const { width, height } = bar.getBoundingClientRect();
  const above = at.top - height - 8;
  const top = above > 64 ? above : Math.min(at.bottom + 8, window.innerHeight - height - 8);
  const left = Math.min(Math.max(at.left, 8), document.documentElement.clientWidth - width - 8);
  bar.style.top = `${top + window.scrollY}px`;
  bar.style.left = `${left + window.scrollX}px`;
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  for (const input of all<HTMLInputElement>(`input[name="${name}"]`, form)) input.value = value;
}

/** What is chosen, in offsets of the source, without white space at its ends; null if it is nothing of the text. */
export function chosenIn(text: HTMLElement, range: Range): Chosen | null {
  const parts: { from: number; words: string }[] = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const home = node.parentElement?.closest<HTMLElement>("[data-at]");
    if (!home || !text.contains(home) || !range.intersectsNode(node)) continue;
    const first = node === range.startContainer ? range.startOffset : 0;
    const last = node === range.endContainer ? range.endOffset : (node.nodeValue ?? "").length;
    const words = (node.nodeValue ?? "").slice(first, last);
    if (words.trim() !== "") parts.push({ from: Number(home.dataset["at"]) + before(home, node, first), words });
  }
  const [head, tail] = [parts[0], parts[parts.length - 1]];
  if (head === undefined || tail === undefined) return null;
  const start = head.from + length(head.words) - length(head.words.trimStart());
  const end = tail.from + length(tail.words.trimEnd());
  return { start, end, quote: parts.map((part) => part.words).join("").trim() };
}

/** How many characters of an element stand before a point in one of its text nodes. */
function before(home: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(home, 0);
  range.setEnd(node, offset);
  return length(range.toString());
}

/** Characters as Python counts them. */
function length(words: string): number {
  return Array.from(words).length;
}
