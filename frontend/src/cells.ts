// The fields of a grid by row and column. A column is a table cell that holds a field; what is only shown is none, so a
// pasted block steps over it. A cell may hold two fields: a state and its day.
import { all } from "./dom";

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface Place {
  row: number;
  column: number;
}

// Beside a figure that is corrected stands why: it is typed and saved like any other, and is no column of its own.
const WHY = "[name$='|why']";
const FIELDS = "input[name*='|'], select[name*='|'], textarea[name*='|']";

export const isField = (target: EventTarget | null): target is Field => target instanceof Element && target.matches(FIELDS);

export class Cells {
  readonly rows: Field[][][];

  constructor(private readonly table: HTMLElement) {
    this.rows = all<HTMLTableRowElement>("tbody tr", table)
      .map((row) => Array.from(row.cells).map((cell) => all<Field>(FIELDS, cell).filter((field) => !field.matches(WHY))).filter((fields) => fields.length > 0))
      .filter((row) => row.length > 0);
  }

  fields(): Field[] {
    return all<Field>(FIELDS, this.table);
  }

  named(name: string): Field | undefined {
    return this.fields().find((field) => field.name === name);
  }

  at(field: Field): Place | null {
    for (const [row, columns] of this.rows.entries()) {
      const column = columns.findIndex((fields) => fields.includes(field));
      if (column >= 0) return { row, column };
    }
    return null;
  }

  /** The field so many rows below, in the same column; of two in a cell the one that stands in the same place. */
  below(field: Field, rows: number): Field | null {
    const place = this.at(field);
    if (place === null) return null;
    const within = this.rows[place.row]?.[place.column]?.indexOf(field) ?? 0;
    const found = this.rows[place.row + rows]?.[place.column];
    return found?.[within] ?? found?.[0] ?? null;
  }

  /** The field before or behind, through the rows. */
  beside(field: Field, steps: number): Field | null {
    const order = this.fields().filter((one) => one.offsetParent !== null);
    return order[order.indexOf(field) + steps] ?? null;
  }
}

/** What a pasted text would be in a field; null where the field cannot hold it. */
export function fitting(field: Field, text: string): string | null {
  const short = text.trim();
  if (field instanceof HTMLSelectElement) {
    const choices = Array.from(field.options, (option) => option.value);
    return [short, meant(short, field.form)].find((one) => choices.includes(one)) ?? null;
  }
  if (field.type === "date") return short === "" ? "" : isoDay(short);
  return field instanceof HTMLTextAreaElement ? text.replace(/\s+$/, "") : short.replace(/\s*\n\s*/g, " ");
}

/** 已开工 is 开工, 竣工 is 完工: what the form says of how else a state is named. */
function meant(text: string, form: HTMLFormElement | null): string {
  const told = form?.dataset["states"];
  if (told === undefined) return text;
  const { how_far: howFar, also } = JSON.parse(told) as { how_far: string; also: Record<string, string> };
  const bare = text.replace(new RegExp(howFar, "g"), "");
  return also[bare] ?? bare;
}

/** One pasted text for a cell: of a state and a day together each field takes its part. */
export function parts(fields: Field[], text: string): [Field, string | null][] {
  if (fields.length < 2) return fields.map((field) => [field, fitting(field, text)]);
  const words = text.trim().split(/\s+/).filter(Boolean);
  const day = words.find((word) => isoDay(word) !== null) ?? "";
  const state = words.filter((word) => word !== day).join(" ");
  return fields.map((field) => [field, fitting(field, field instanceof HTMLInputElement && field.type === "date" ? day : state)]);
}

/** 2023-06-30, 2023/6/30, 2023.6.30 and 2023年6月30日 as a date field holds them. */
function isoDay(text: string): string | null {
  const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text);
  if (found === null) return null;
  const [, year = "", month = "", day = ""] = found;
  const said = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return Number.isNaN(Date.parse(said)) || new Date(said).getUTCDate() !== Number(day) ? null : said;
}

/** What Excel and WPS put on the clipboard: tabs and lines, a cell with line breaks in quotation marks. */
export function blockOf(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]?)/y;
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, ""); // the break behind the last row
  const rows: string[][] = [[]];
  for (let end = false; !end; ) {
    const [, quoted, plain = "", sign = ""] = cell.exec(whole) ?? [];
    rows[rows.length - 1]?.push(quoted?.replace(/""/g, '"') ?? plain);
    if (sign === "\n") rows.push([]);
    end = sign === "";
  }
  return rows;
}
