// The wallboard turns by itself: one page after the other, all of them there from the start, nothing fetched for a
// turn. What does not fit the screen goes on to a page of its own: nobody scrolls a wall. Once in a long while the page
// is loaded anew, for new figures; where that fails it goes on turning.
import { all, one } from "./dom";

const TURN_MS = 15_000;
const FRESH_MS = 10 * 60_000;

/** A slide with those of its lines that are seen at once. */
type Sheet = { slide: HTMLElement; lines: HTMLElement[] };

export function turnBoard(): void {
  const board = one("[data-board]");
  if (board === null) return;
  const slides = all("[data-slide]", board);
  const place = one("[data-board-place]", board);
  let sheets = paged(board, slides);
  let at = 0;
  const show = () => {
    const now = sheets[at];
    if (now === undefined) return;
    slides.forEach((slide) => (slide.hidden = slide !== now.slide));
    linesOf(now.slide).forEach((line) => (line.hidden = !now.lines.includes(line)));
    if (place !== null) place.textContent = `${at + 1}/${sheets.length}`;
  };
  const turn = (steps: number) => {
    at = (at + steps + sheets.length) % sheets.length;
    show();
  };
  let timer = window.setInterval(() => turn(1), TURN_MS);
  document.addEventListener("keydown", (event) => {
    const steps = event.key === "ArrowRight" || event.key === " " ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (steps === 0) return;
    event.preventDefault();
    window.clearInterval(timer);
    timer = window.setInterval(() => turn(1), TURN_MS);
    turn(steps);
  });
  window.addEventListener("resize", () => {
    sheets = paged(board, slides);
    at = Math.min(at, sheets.length - 1);
    show();
  });
  window.setInterval(() => void freshen(), FRESH_MS);
  show();
}

const linesOf = (slide: HTMLElement) => all("tbody > tr, .change", slide);

/** The pages of all slides: as many lines on each as the screen has room for. */
function paged(board: HTMLElement, slides: HTMLElement[]): Sheet[] {
  return slides.flatMap((slide) => {
    slides.forEach((other) => (other.hidden = other !== slide));
    const lines = linesOf(slide);
    lines.forEach((line) => (line.hidden = false));
    const over = board.scrollHeight - board.clientHeight;
    const first = lines[0];
    const last = lines[lines.length - 1];
    if (over <= 0 || first === undefined || last === undefined) return [{ slide, lines }];
    const room = last.getBoundingClientRect().bottom - first.getBoundingClientRect().top - over;
    return broken(lines, room).map((some) => ({ slide, lines: some }));
  });
}

function broken(lines: HTMLElement[], room: number): HTMLElement[][] {
  const pages: HTMLElement[][] = [];
  let top = 0;
  for (const line of lines) {
    const box = line.getBoundingClientRect();
    const page = pages[pages.length - 1];
    if (page !== undefined && box.bottom - top <= room) {
      page.push(line);
    } else {
      pages.push([line]);
      top = box.top;
    }
  }
  return pages;
}

async function freshen(): Promise<void> {
  try {
    const answer = await fetch(location.href, { method: "HEAD" });
    if (answer.ok && !answer.redirected) location.reload();
  } catch {
    // No network: what stands on the wall stays there.
  }
}
