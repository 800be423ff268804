// What was changed in a grid, step by step: a pasted block is one step. Letters typed since a field was entered are left
// to the browser's own undo.
import type { Field } from "./cells";

export interface Change {
  field: Field;
  before: string;
  after: string;
}

export class Undo {
  private readonly done: Change[][] = [];
  private readonly undone: Change[][] = [];
  private entered: { field: Field; value: string } | null = null;

  /** A field is entered: what it held is what leaving it is compared with. */
  enter(field: Field): void {
    this.entered = { field, value: field.value };
  }

  /** A field is left. */
  leave(): void {
    if (this.entered === null) return;
    const { field, value } = this.entered;
    this.entered = null;
    if (field.value !== value) this.push([{ field, before: value, after: field.value }]);
  }

  /** Change fields as one step. */
  change(changes: Change[]): void {
    const at = this.entered?.field;
    this.leave();
    for (const one of changes) one.field.value = one.after;
    this.push(changes);
    if (at !== undefined) this.enter(at);
  }

  /** Take the last step back; null while letters of the entered field are the last thing that was done. */
  back(): Change[] | null {
    if (this.entered !== null && this.entered.field.value !== this.entered.value) return null;
    return this.move(this.done, this.undone, (one) => one.before);
  }

  again(): Change[] | null {
    return this.move(this.undone, this.done, (one) => one.after);
  }

  private push(changes: Change[]): void {
    if (changes.length === 0) return;
    this.done.push(changes);
    this.undone.length = 0;
  }

  private move(from: Change[][], to: Change[][], value: (one: Change) => string): Change[] | null {
    const step = from.pop();
    if (step === undefined) return null;
    for (const one of step) one.field.value = value(one);
    to.push(step);
    if (this.entered !== null) this.enter(this.entered.field);
    return step;
  }
}
