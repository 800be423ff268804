// A table to be filled in like a sheet: table[data-grid] inside form[data-grid-save=URL]. Without the script it is a form
// with a button; with it the keys move between cells, a block is pasted as one step, and all that changes is saved.
import { Cells, type Field, isField } from "./cells";
import { above, all, make, one } from "./dom";
import { lay, pasted } from "./paste";
import { offer, type Said, Saving } from "./saving";
import { toast } from "./toast";
import { type Change, Undo } from "./undo";

const ROW_PAUSE_MS = 200;
let numbers = 0;

export function startGrids(root: ParentNode): void {
  for (const form of all<HTMLFormElement>("form[data-grid-save]", root)) {
    const table = one("table[data-grid]", form);
    if (table !== null) new Grid(form, table).start();
  }
}

class Grid {
  private readonly cells: Cells;
  private readonly undo = new Undo();
  private readonly saving: Saving;
  private row: Element | null = null;
  private timer = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly table: HTMLElement,
  ) {
    this.cells = new Cells(table);
    this.saving = new Saving(form, this.cells, (words, bad) => this.say(words, bad), (said) => this.show(said));
  }

  start(): void {
    this.table.addEventListener("keydown", (event) => this.onKey(event));
    this.table.addEventListener("paste", (event) => this.onPaste(event));
    this.table.addEventListener("input", () => this.saving.touched());
    this.table.addEventListener("focusin", (event) => {
      if (isField(event.target)) this.enter(event.target);
    });
    this.table.addEventListener("focusout", () => this.undo.leave());
    // What is known of the row takes its place beside the sheet: the field that is typed in stays in sight.
    one("#cell")?.addEventListener("htmx:afterSettle", () => {
      const field = document.activeElement;
      if (isField(field) && this.table.contains(field)) field.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    const found = this.saving.found();
    if (found === null) return;
    const restore = (): void => {
      const fields = found.fields.map(([name, value]) => ({ field: this.cells.named(name), value }));
      this.apply(fields.flatMap(({ field, value }) => (field ? [{ field, before: field.value, after: value }] : [])));
    };
    this.form.prepend(offer(found, restore, () => this.saving.forget()));
  }

  private enter(field: Field): void {
    this.undo.enter(field);
    const row = field.closest("tr");
    if (row === this.row) return;
    this.row?.classList.remove("is-current");
    row?.classList.add("is-current");
    this.row = row;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (navigator.onLine) one("[data-grid-row]", row ?? this.table)?.dispatchEvent(new Event("grid:row"));
    }, ROW_PAUSE_MS);
  }

  private onKey(event: KeyboardEvent): void {
    const field = event.target;
    if (!isField(field) || event.isComposing || event.keyCode === 229) return;
    const command = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (command && !event.altKey && (letter === "z" || letter === "y")) {
      const step = letter === "y" || event.shiftKey ? this.undo.again() : this.undo.back();
      if (step === null) return;
      event.preventDefault();
      this.after(step);
    } else if (event.key === "Enter" && (event.altKey || command)) {
      if (field instanceof HTMLTextAreaElement) document.execCommand("insertText", false, "\n");
      event.preventDefault();
    } else if (!command && !event.altKey) {
      const [moves, to] = this.target(field, event);
      if (!moves) return;
      event.preventDefault();
      if (to !== null) go(to);
    }
  }

  /** Whether a key moves, and where to: nowhere at the edge of the grid, but it does nothing else there either. */
  private target(field: Field, event: KeyboardEvent): [boolean, Field | null] {
    const back = event.shiftKey;
    switch (event.key) {
      case "Enter":
        return [true, this.cells.below(field, back ? -1 : 1)];
      case "ArrowUp":
        return [!back && leaves(field, "up"), this.cells.below(field, -1)];
      case "ArrowDown":
        return [!back && leaves(field, "down"), this.cells.below(field, 1)];
      case "ArrowLeft":
        return [!back && leaves(field, "left"), this.cells.beside(field, -1)];
      case "ArrowRight":
        return [!back && leaves(field, "right"), this.cells.beside(field, 1)];
      case "Tab": {
        const next = this.cells.beside(field, back ? -1 : 1);
        // Out of the grid, and from the year of a date to its month, as everywhere else.
        return [next !== null && !isDate(field), next];
      }
      default:
        return [false, null];
    }
  }

  private onPaste(event: ClipboardEvent): void {
    const field = event.target;
    if (!isField(field) || event.clipboardData === null) return;
    const block = pasted(event.clipboardData, field);
    if (block === null) return;
    event.preventDefault();
    const { changes, told } = lay(this.cells, field, block);
    this.apply(changes);
    if (told !== "") toast(told, "warn");
  }

  private apply(changes: Change[]): void {
    this.undo.change(changes);
    this.after(changes);
  }

  private after(changes: Change[]): void {
    const first = changes[0]?.field;
    if (first !== undefined && !changes.some(({ field }) => field === document.activeElement)) go(first);
    this.saving.touched();
  }

  private say(words: string, bad = false): void {
    const place = one("[data-grid-state]", this.form);
    if (place === null) return;
    place.textContent = words;
    place.classList.toggle("is-bad", bad);
  }

  /** What is wrong and doubtful, at the cells: a corner and its words. A cell's fields are told together. */
  private show(said: Record<string, Said>): void {
    const touched = new Set(this.cells.fields().filter((field) => field.name in said).map((field) => field.closest("td")));
    for (const cell of touched) {
      if (cell === null) continue;
      const fields = this.cells.fields().filter((field) => cell.contains(field));
      for (const old of all("small", cell)) old.remove();
      const errors = fields.map((field) => said[field.name]?.error ?? "").filter(Boolean);
      const doubts = fields.flatMap((field) => said[field.name]?.doubts ?? []);
      cell.classList.toggle("bad", errors.length > 0);
      cell.classList.toggle("doubt", errors.length === 0 && doubts.length > 0);
      cell.classList.toggle("is-corrected", fields.some((field) => said[field.name]?.corrects === true));
      const lines = [...errors, ...doubts].map((words) => make("small", "", words));
      cell.append(...lines);
      for (const field of fields) point(field, (said[field.name]?.error ?? "") !== "", lines);
    }
  }
}

/** Tell a screen reader what stands in the cell. */
function point(field: Field, wrong: boolean, lines: HTMLElement[]): void {
  for (const line of lines) line.id ||= `grid-said-${(numbers += 1)}`;
  field.setAttribute("aria-invalid", String(wrong));
  if (lines.length > 0) field.setAttribute("aria-describedby", lines.map((line) => line.id).join(" "));
  else field.removeAttribute("aria-describedby");
}

const isDate = (field: Field): boolean => field instanceof HTMLInputElement && field.type === "date";

/** Whether an arrow leaves the field: at the end of its text, or where all of it is chosen. */
function leaves(field: Field, way: "up" | "down" | "left" | "right"): boolean {
  const upright = way === "up" || way === "down";
  if (field instanceof HTMLSelectElement) return true; // an arrow must not choose another state; Alt+↓ opens the list
  if (isDate(field)) return upright;
  const [start, end, length] = [field.selectionStart ?? 0, field.selectionEnd ?? 0, field.value.length];
  if (start === 0 && end === length) return true;
  if (upright && field instanceof HTMLInputElement) return true;
  return start === end && (way === "up" || way === "left" ? start === 0 : end === length);
}

function go(field: Field): void {
  field.focus();
  if (!(field instanceof HTMLSelectElement) && !isDate(field)) field.select();
  above("td", field)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
