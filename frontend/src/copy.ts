// A sentence for the phone or a report, copied by one click. Without a script the button is not there; the words are.
import { above, all, one } from "./dom";
import { toast } from "./toast";
import { say } from "./words";

export function copySentences(): void {
  document.addEventListener("click", (event) => {
    const button = above<HTMLButtonElement>("[data-copy]", event.target);
    const words = button === null ? null : one(button.dataset["copy"] ?? "");
    if (words !== null) void copied(words);
  });
}

/** Buttons are shown once there is somebody who answers them. */
export function showCopyButtons(root: ParentNode): void {
  for (const button of all<HTMLButtonElement>("[data-copy]", root)) button.hidden = false;
}

async function copied(place: HTMLElement): Promise<void> {
  const words = (place.textContent ?? "").trim();
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // An office's server is often reached without https, where browsers give no clipboard.
    getSelection()?.selectAllChildren(place);
    if (!document.execCommand("copy")) {
      toast(say("这个浏览器不让复制，句子已经选中，请按 Ctrl+C", "This browser does not let us copy; press Ctrl+C"), "warn");
      return;
    }
  }
  toast(say("已复制", "Copied"), "good");
}
