// Words that come and go at the edge of the page, read out by a screen reader.
import { make, one } from "./dom";

const STAYS_MS = 8000;

/** Say it once: the same words are not stacked while they still stand there. */
export function toast(words: string, kind: "info" | "good" | "warn" | "error" = "info"): void {
  const place = one("[data-toasts]") ?? newPlace();
  if (Array.from(place.children).some((said) => said.textContent === words)) return;
  const said = make("p", `notice notice-${kind}`, words);
  place.append(said);
  window.setTimeout(() => said.remove(), STAYS_MS);
}

function newPlace(): HTMLElement {
  const place = make("div", "");
  place.dataset["toasts"] = "";
  place.setAttribute("aria-live", "polite");
  document.body.append(place);
  return place;
}
