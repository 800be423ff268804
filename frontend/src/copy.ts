// A button that copies words of the page: data-copy="selector"; the words of several elements stand a line each.
// Buttons are hidden in the page and shown here: without a script the words are selected by hand.
import { all } from "./dom";
import { toast } from "./toast";
import { say } from "./words";

export function copyWords(root: ParentNode): void {
  for (const button of all<HTMLButtonElement>("button[data-copy]", root)) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button.dataset["copy"] ?? ""));
  }
}

async function copy(selector: string): Promise<void> {
  const found = all(selector);
  const text = found.map((element) => (element.textContent ?? "").trim()).join("\n");
  try {
    await navigator.clipboard.writeText(text);
    toast(say("复制好了", "Copied"), "good");
  } catch {
    // No clipboard where the office is served without https: the words are selected, and Ctrl+C takes them.
    select(found);
    toast(say("选好了，请按 Ctrl+C", "Selected: press Ctrl+C"));
  }
}

function select(found: readonly HTMLElement[]): void {
  const first = found[0];
  const last = found[found.length - 1];
  const selection = window.getSelection();
  if (first === undefined || last === undefined || selection === null) return;
  const range = document.createRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  selection.removeAllRanges();
  selection.addRange(range);
}
