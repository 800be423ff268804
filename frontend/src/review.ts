// The review of a book: marks in the text and cards in the list move together, and one key does each thing.
import { above, all, isTyping, one } from "./dom";
import { act, answerKey, arrived } from "./review_keys";
import { toast } from "./toast";
import { say } from "./words";

/** One book under review: which card is current, and what each card's state was when last looked at. */
export class Review {
  private current: string | null = null;
  private place = 0;
  private states = new Map<string, string>();

  constructor(private readonly book: HTMLElement) {
    this.sync();
    book.addEventListener("click", (event) => this.follow(event.target));
    book.addEventListener("focusin", (event) => this.follow(event.target));
    document.addEventListener("htmx:afterSettle", (event) => {
      this.afterSwap();
      arrived(event.target);
    });
    const asked = decodeURIComponent(location.hash.slice(1));
    const first = this.cards().find((card) => asked !== "" && card.id === asked) ?? this.undecidedAfter(-1);
    if (first !== undefined) this.choose(keyOf(first), asked !== "" && first.id === asked);
  }

  cards(): HTMLElement[] {
    return all("[data-items] .item[data-item]", this.book);
  }

  card(): HTMLElement | null {
    return this.cards().find((card) => keyOf(card) === this.current) ?? null;
  }

  /** Go so many cards on or back; the first or the last is where it ends. */
  step(by: number): void {
    const cards = this.cards();
    const here = cards.findIndex((card) => keyOf(card) === this.current);
    const next = cards[here < 0 ? 0 : Math.min(Math.max(here + by, 0), cards.length - 1)];
    if (next !== undefined) this.choose(keyOf(next), true);
  }

  nextUndecided(): void {
    const next = this.undecidedAfter(this.cards().findIndex((card) => keyOf(card) === this.current));
    if (next !== undefined) this.choose(keyOf(next), true);
    else toast(say("没有待定的条目了。", "Nothing is left to decide."), "good");
  }

  /** Make a card and its marks current; `go` brings the card into view and the keyboard to it. */
  choose(key: string, go: boolean): void {
    this.current = key;
    for (const one of all(".is-current", this.book)) unset(one);
    for (const same of all("[data-item]", this.book).filter((other) => keyOf(other) === key)) set(same);
    const card = this.card();
    const mark = all("[data-text] .is-current", this.book)[0];
    this.place = card === null ? this.place : this.cards().indexOf(card);
    if (mark !== undefined) reveal(mark, this.book, false);
    if (card === null) return;
    reveal(card, this.book, go);
    if (go) card.focus({ preventScroll: true });
  }

  private follow(target: EventTarget | null): void {
    const touched = above("[data-item]", target);
    if (touched === null || !this.book.contains(touched) || keyOf(touched) === this.current) return;
    this.choose(keyOf(touched), touched.matches("mark"));
  }

  /** After a swap: marks and the counter follow the cards; a decision on the current card leads to the next one. */
  private afterSwap(): void {
    const key = this.current;
    const before = key === null ? undefined : this.states.get(key);
    this.sync();
    if (key === null || before === undefined) return;
    const card = this.card();
    if (card === null) {
      const next = this.cards()[Math.min(this.place, this.cards().length - 1)];
      if (next !== undefined) this.choose(keyOf(next), true);
    } else if (before === "proposed" && stateOf(card) !== "proposed") this.nextUndecidedOrStay(card);
    else if (!card.classList.contains("is-current")) this.choose(key, document.activeElement === document.body);
  }

  private nextUndecidedOrStay(card: HTMLElement): void {
    this.choose(keyOf(card), true);
    this.nextUndecided();
  }

  private undecidedAfter(index: number): HTMLElement | undefined {
    const cards = this.cards();
    return [...cards.slice(index + 1), ...cards.slice(0, index + 1)].find((card) => stateOf(card) === "proposed");
  }

  private sync(): void {
    const cards = this.cards();
    this.states = new Map(cards.map((card) => [keyOf(card), stateOf(card)]));
    for (const mark of all("[data-text] mark[data-item]", this.book)) {
      const state = this.states.get(keyOf(mark));
      if (state !== undefined) mark.dataset["state"] = state;
    }
    const left = String(cards.filter((card) => stateOf(card) === "proposed").length);
    for (const counter of all("[data-undecided]")) if (counter.textContent !== left) counter.textContent = left;
  }
}

export function startReview(): void {
  const book = one(".book[data-review]");
  if (book === null) return;
  const review = new Review(book);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" ? act(review, "leave", event.target) : !isTyping(event) && answerKey(review, event)) {
      event.preventDefault();
    }
  });
}

const keyOf = (element: HTMLElement): string => element.dataset["item"] ?? "";
const stateOf = (element: HTMLElement): string => element.dataset["state"] ?? "";

function set(element: HTMLElement): void {
  element.classList.add("is-current");
  element.setAttribute("aria-current", "true");
}

function unset(element: HTMLElement): void {
  element.classList.remove("is-current");
  element.removeAttribute("aria-current");
}

/** Scroll an element's own column to it; the whole page only where it was asked for and the column does not scroll. */
function reveal(element: HTMLElement, book: HTMLElement, pageToo: boolean): void {
  const behavior = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  for (let box = element.parentElement; box !== null && book.contains(box); box = box.parentElement) {
    if (!/auto|scroll/.test(getComputedStyle(box).overflowY) || box.scrollHeight <= box.clientHeight) continue;
    const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top >= outer.top + 24 && inner.bottom <= outer.bottom - 24) return;
    const space = Math.max(24, Math.min((outer.height - inner.height) / 2, outer.height / 3));
    box.scrollTo({ top: box.scrollTop + inner.top - outer.top - space, behavior });
    return;
  }
  if (pageToo) element.scrollIntoView({ block: "nearest", behavior });
}
