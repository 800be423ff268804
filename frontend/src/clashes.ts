// Two people on one cell: what the second typed is not kept; both texts stand in the cell with who and when, and he
// chooses. Until then the cell is not sent again, and what he typed stays in it and in this browser.
import type { Cells } from "./cells";
import { make } from "./dom";
import { say as words } from "./words";

export interface Theirs {
  theirs: string;
  who: string;
  at: string;
}

export class Clashes {
  private readonly open = new Map<string, HTMLElement>();

  constructor(
    private readonly cells: Cells,
    private readonly saved: Map<string, string>,
    private readonly chosen: () => void,
  ) {}

  get count(): number {
    return this.open.size;
  }

  waits(name: string): boolean {
    return this.open.has(name);
  }

  show(told: Record<string, Theirs>): void {
    for (const [name, clash] of Object.entries(told)) {
      const field = this.cells.named(name);
      const cell = field?.closest("td");
      if (field === null || field === undefined || cell === null || cell === undefined) continue;
      this.open.get(name)?.remove();
      const box = this.box(clash, (mine) => {
        box.remove();
        this.open.delete(name);
        this.saved.set(name, clash.theirs);
        if (!mine) field.value = clash.theirs;
        field.focus();
        this.chosen();
      });
      this.open.set(name, box);
      cell.append(box);
    }
  }

  private box(clash: Theirs, choose: (mine: boolean) => void): HTMLElement {
    const empty = words("空", "empty");
    const theirs = clash.theirs === "" ? empty : clash.theirs;
    const by = `${clash.who} ${clash.at}`.trim();
    const told = make("p", "", words(`${by}改成了“${theirs}”，您写的没有存。`, `${by} changed it to “${theirs}”; yours is not saved.`));
    const mine = make("button", "btn btn-sm", words("用我的", "Use mine"));
    const other = make("button", "btn btn-sm", words("用已存的", "Use the saved one"));
    for (const [button, is] of [[mine, true], [other, false]] as const) {
      button.type = "button";
      // The field keeps the focus: without it, it shrinks, and the button would move away under the pointer.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => choose(is));
    }
    const box = make("div", "clash", told, mine, other);
    box.setAttribute("role", "alert");
    return box;
  }
}
