// All that the pages do by script. Each module finds its own marks in the page and does nothing without them; whatever
// htmx brings later is set up by the same calls.
import { turnBoard } from "./board";
import { askBeforeDoing } from "./confirm";
import { copyWords } from "./copy";
import { keepDrafts } from "./drafts";
import { filterRows } from "./filter";
import { startGrids } from "./grid";
import { startHtmx } from "./htmx";
import { closeMenus } from "./menu";
import { startReview } from "./review";
import { startSearch } from "./search";
import { startSelecting } from "./select";
import { startTheme } from "./theme";
import { dropFiles } from "./upload";

startTheme();
askBeforeDoing();
startHtmx();
closeMenus();
startSearch();

function start(): void {
  startReview();
  startSelecting();
  turnBoard();
  setUp(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target instanceof Element && event.target !== document.body) setUp(event.target);
  });
}

function setUp(root: ParentNode): void {
  startGrids(root);
  keepDrafts(root);
  filterRows(root);
  dropFiles(root);
  copyWords(root);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
