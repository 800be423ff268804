// What is kept in this browser under a name, with the moment; swept with the drafts (drafts.ts) after two weeks.
export interface Kept {
  at: number;
  fields: [string, string][];
}

const PREFIX = "duban-draft:";

/** Keep it; nothing at all takes the name away. */
export function keep(name: string, fields: [string, string][]): void {
  if (fields.length === 0) return letGo(name);
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // A browser that keeps nothing: the page still holds it.
  }
}

export function kept(name: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

export function letGo(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // As above.
  }
}
