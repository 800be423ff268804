// A block from Excel or WPS laid over the cells from the current one: what fits is one change, what does not is said.
import { blockOf, type Cells, type Field, parts } from "./cells";
import type { Change } from "./undo";
import { say } from "./words";

export interface Laid {
  changes: Change[];
  told: string;
}

/** The block on a clipboard; null where it is one text, which the browser pastes by itself. */
export function pasted(data: DataTransfer, field: Field): string[][] | null {
  const text = data.getData("text/plain");
  const table = /<table/i.test(data.getData("text/html"));
  // Lines from a letter belong into one field of words, lines from a table into one field each.
  if (!table && !text.includes("\t") && (field instanceof HTMLTextAreaElement || !text.trim().includes("\n"))) return null;
  return blockOf(text);
}

export function lay(cells: Cells, field: Field, block: string[][]): Laid {
  const from = cells.at(field);
  const changes: Change[] = [];
  const wrong: string[] = [];
  let over = 0;
  for (const [down, texts] of block.entries()) {
    for (const [right, text] of texts.entries()) {
      const there = from === null ? undefined : cells.rows[from.row + down]?.[from.column + right];
      if (there === undefined) {
        if (text.trim() !== "") over += 1;
        continue;
      }
      for (const [one, value] of parts(there, text)) {
        if (value === null) wrong.push(text.trim());
        else if (value !== one.value) changes.push({ field: one, before: one.value, after: value });
      }
    }
  }
  return { changes, told: words(over, wrong) };
}

function words(over: number, wrong: string[]): string {
  const told: string[] = [];
  if (over > 0) told.push(say(`贴进来的比表大，有${over}格放不下，没有放进去`, `the block is larger than the sheet, ${over} cells were left out`));
  if (wrong.length > 0) {
    const [zh, en] = wrong.length > 1 ? [`等${wrong.length}格`, ` and ${wrong.length - 1} more`] : ["", ""];
    told.push(say(`“${wrong[0]}”${zh}不能填在那一格，没有放进去`, `“${wrong[0]}”${en} cannot stand there and was left out`));
  }
  return told.length === 0 ? "" : say(`${told.join("；")}。按 Ctrl+Z 可以整块撤回。`, `${told.join("; ")}. Ctrl+Z takes the block back.`);
}
