// The wallboard turns by itself: one slide after the other, all of them there from the start, nothing fetched for a
// turn. Once in a long while the page is loaded anew, for new figures; where that fails it goes on turning.
import { all, one } from "./dom";

const TURN_MS = 15_000;
const FRESH_MS = 10 * 60_000;

export function turnBoard(): void {
  const board = one("[data-board]");
  if (board === null) return;
  const slides = all("[data-slide]", board);
  const place = one("[data-board-place]", board);
  let at = 0;
  const show = () => {
    slides.forEach((slide, number) => (slide.hidden = number !== at));
    if (place !== null) place.textContent = `${at + 1}/${slides.length}`;
  };
  const turn = (steps: number) => {
    at = (at + steps + slides.length) % slides.length;
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
  window.setInterval(() => void freshen(), FRESH_MS);
  show();
}

async function freshen(): Promise<void> {
  try {
    const answer = await fetch(location.href, { method: "HEAD" });
    if (answer.ok && !answer.redirected) location.reload();
  } catch {
    // No network: what stands on the wall stays there.
  }
}
