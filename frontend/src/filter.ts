// Narrows a table or a list on the page to the rows that hold the words typed: input data-filter="#id".
// data-search on a row adds words that are not shown, such as pinyin initials.
import { all, one } from "./dom";
import { say } from "./words";

export function filterRows(root: ParentNode): void {
  for (const input of all<HTMLInputElement>("input[data-filter]", root)) {
    input.addEventListener("input", () => narrow(input));
    narrow(input);
  }
}

function narrow(input: HTMLInputElement): void {
  const id = input.dataset["filter"] ?? "";
  const list = id ? one(id) : null;
  if (list === null) return;
  const rows = all(list instanceof HTMLTableElement ? ":scope > tbody > tr" : ":scope > *", list).filter((row) => row !== list);
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of rows) {
    const text = plain(`${row.textContent ?? ""} ${row.dataset["search"] ?? ""}`);
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) left += 1;
  }
  const said = left === 0 ? say("没有符合的行", "No row fits") : words.length ? say(`符合 ${left} 行，共 ${rows.length} 行`, `${left} of ${rows.length} rows`) : say(`共 ${rows.length} 行`, `${rows.length} rows`);
  for (const count of all("[data-filter-count]")) {
    if (count.dataset["filterCount"] === "" || count.dataset["filterCount"] === id) count.textContent = said;
  }
}

/** Full-width and half-width, capital and small letters are the same to who looks for something. */
function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
