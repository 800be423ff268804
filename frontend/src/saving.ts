// What was typed into a grid is sent as a draft after a short pause, only what changed; what could not be sent stays in
// the page and in this browser, is sent again by itself, and is offered when the page is opened again.
import type { Cells } from "./cells";
import { Clashes, type Theirs } from "./clashes";
import { cookie, make, meta, one } from "./dom";
import { askToSignIn } from "./htmx";
import { keep, type Kept, kept, letGo } from "./kept";
import { say as words } from "./words";

export interface Said {
  error: string;
  doubts: string[];
  corrects?: boolean;
}

/** What the office says of what was sent; ``at`` is its own time, as on every page. */
interface Answer {
  cells: Record<string, Said>;
  clashes: Record<string, Theirs>;
  at: string;
}

const PAUSE_MS = 700;
const FIRST_WAIT_MS = 1500;
const LONGEST_WAIT_MS = 30_000;
const LEAVING_MS = 10_000;

export class Saving {
  private readonly saved = new Map<string, string>();
  private readonly sent = new Map<string, string>(); // without an answer: it may stand there now
  private readonly clashes: Clashes;
  private readonly key: string;
  private readonly version: string;
  private timer = 0;
  private wait = FIRST_WAIT_MS;
  private sending = false;
  private leaving = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly cells: Cells,
    private readonly say: (words: string, bad?: boolean) => void,
    private readonly show: (said: Record<string, Said>) => void,
  ) {
    this.key = `grid-${form.dataset["gridKey"] ?? ""}`;
    for (const field of cells.fields()) this.saved.set(field.name, atFirst(field));
    this.version = shown(form);
    this.clashes = new Clashes(cells, this.saved, () => this.touched());
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("beforeunload", (event) => {
      if (!this.leaving && this.unsent().length > 0) event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      this.leaving = true; // the form sends all of it: a draft behind it would meet a sheet that is handed in
      window.clearTimeout(this.timer);
      window.setTimeout(() => this.stayed(), LEAVING_MS);
    });
  }

  /** The page is still there: what the form did not get through is sent as a draft again. */
  private stayed(): void {
    this.leaving = false;
    if (this.unsent().length > 0) this.soon(0);
  }

  /** Something was typed. */
  touched(): void {
    keep(this.key, this.unsent());
    this.tell();
    this.soon(PAUSE_MS);
  }

  /** The form's own button sends what the page has seen by now, not what it showed at first. */
  private tell(): void {
    const field = one<HTMLInputElement>("input[name=seen]", this.form);
    if (field !== null) field.value = JSON.stringify(this.seen(this.saved.keys()));
  }

  /** What could not be saved the last time, as far as the page does not hold it; a browser's own restoring is sent. */
  found(): Kept | null {
    const before = kept(this.key);
    const fields = before?.fields.filter(([name, value]) => this.saved.has(name) && this.saved.get(name) !== value) ?? [];
    if (this.unsent().length > 0) this.soon(PAUSE_MS);
    return before === null || fields.length === 0 ? null : { at: before.at, fields };
  }

  forget(): void {
    letGo(this.key);
  }

  private unsent(): [string, string][] {
    return this.cells.fields().filter((field) => this.saved.get(field.name) !== field.value).map((field) => [field.name, field.value]);
  }

  private soon(wait: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), wait);
  }

  private async send(): Promise<void> {
    const changed = this.unsent().filter(([name]) => !this.clashes.waits(name));
    if (this.sending || this.leaving || changed.length === 0) return;
    this.sending = true;
    const request = this.request(changed);
    for (const [name, value] of changed) this.sent.set(name, value);
    this.tell();
    this.say(words("正在存…", "Saving…"));
    try {
      await this.answer(changed, await fetch(this.form.dataset["gridSave"] ?? "", request));
    } catch {
      this.later(words("没有连上，您写的还在这一页", "No connection; what you wrote is still on this page"));
    } finally {
      this.sending = false;
    }
  }

  private request(changed: [string, string][]): RequestInit {
    return {
      method: "POST",
      body: new URLSearchParams([...changed, ["seen", JSON.stringify(this.seen(changed.map(([name]) => name)))]]),
      headers: { "X-Grid": "1", "X-CSRFToken": cookie("csrftoken") ?? meta("csrf") ?? "" },
      credentials: "same-origin",
      redirect: "manual",
    };
  }

  /** What the page showed of these cells before they were typed into: newer words are not overwritten unseen. */
  private seen(names: Iterable<string>): Record<string, string | string[]> {
    const told: Record<string, string | string[]> = {};
    for (const name of names) {
      const [saved, sent] = [this.saved.get(name) ?? "", this.sent.get(name)];
      told[name] = sent === undefined ? saved : [saved, sent];
    }
    return { "": this.version, ...told };
  }

  private async answer(changed: [string, string][], response: Response): Promise<void> {
    if (response.ok) {
      const { cells, clashes, at } = (await response.json()) as Answer;
      this.wait = FIRST_WAIT_MS;
      for (const [name, value] of changed) {
        this.sent.delete(name);
        if (!(name in clashes)) this.saved.set(name, value);
      }
      this.tell();
      keep(this.key, this.unsent());
      this.show(cells);
      this.clashes.show(clashes);
      const asked = this.clashes.count;
      if (asked > 0) this.say(words(`有${asked}格刚在别处改过，请在格子里选用哪一个`, `${asked} cell${asked === 1 ? " was" : "s were"} just changed elsewhere: choose in the cell`), true);
      else this.say(`${words("已存草稿", "Draft saved")} ${at}`);
      if (this.unsent().some(([name]) => !this.clashes.waits(name))) this.soon(PAUSE_MS);
    } else if (response.status === 422) {
      letGo(this.key); // a secrecy mark: neither kept here
      this.say(await response.text(), true);
    } else if (response.status === 409) {
      this.say(await response.text(), true); // asking again would not change the answer
    } else if (response.type === "opaqueredirect" || response.status === 401) {
      askToSignIn();
      this.later(words("登录已过期，您写的还在这一页", "You are signed out; what you wrote is still on this page"));
    } else if (response.status === 403) {
      const stays = words("您写的留在这个浏览器里。", "What you wrote is kept in this browser.");
      this.say(`${words("您没有填这张表的权限，或者页面开得太久，请刷新页面。", "You may not fill in this sheet, or the page is too old: load it again. ")}${stays}`, true);
    } else {
      this.later(words("系统出了错，没有存上，您写的还在这一页", "The system failed to save; what you wrote is still on this page"));
    }
  }

  private later(told: string): void {
    this.say(`${told}${words("，过一会儿自动再存", ", it will be sent again")}`, true);
    this.soon(this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }
}

/** The words that offer what was kept; the buttons take it back or throw it away. */
export function offer(found: Kept, restore: () => void, discard: () => void): HTMLElement {
  const yes = make("button", "btn btn-sm btn-primary", words("放回表里", "Put back"));
  const no = make("button", "btn btn-sm", words("不要了", "Discard"));
  const when = new Date(found.at);
  const [month, day, count] = [when.getMonth() + 1, when.getDate(), found.fields.length];
  const told = words(
    `上次（${month}月${day}日 ${clock(when)}）有${count}格没有存上。`,
    `${count} cell${count === 1 ? " was" : "s were"} not saved the last time (${month}-${day} ${clock(when)}).`,
  );
  const line = make("p", "notice notice-warn", make("span", "", told), yes, no);
  line.setAttribute("role", "status");
  line.dataset["gridKept"] = "";
  for (const [button, act] of [[yes, restore], [no, discard]] as const) {
    button.type = "button";
    button.addEventListener("click", () => {
      line.remove();
      act();
    });
  }
  return line;
}

const clock = (at: Date): string => `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;

/** What a field held when the page came. */
function atFirst(field: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement): string {
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  const chosen = Array.from(field.options).find((option) => option.defaultSelected) ?? field.options[0];
  return chosen?.value ?? "";
}

/** Which version of the sheet the page was made from. */
function shown(form: HTMLFormElement): string {
  try {
    const told = JSON.parse(one<HTMLInputElement>("input[name=seen]", form)?.value ?? "{}") as Record<string, string>;
    return told[""] ?? "";
  } catch {
    return "";
  }
}
