// Charts of the pages that have some: a second file, so that no other page loads it. The server says what is drawn, as
// an ECharts option in JSON inside [data-chart]; the table beside it says the same without a script.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridSimpleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { all, one } from "./dom";

// The least that draws them: exact figures stand in the table beside, so nothing answers the mouse.
use([BarChart, LineChart, AriaComponent, GridSimpleComponent, SVGRenderer]);

// Narrower than this, labels at the right get less room.
const NARROW = 480;

function draw(holder: HTMLElement): void {
  const told = one("script[type='application/json']", holder)?.textContent;
  const canvas = one(".chart-canvas", holder);
  if (!told || canvas === null || canvas.dataset["drawn"]) return;
  canvas.dataset["drawn"] = "yes";
  canvas.hidden = false;
  const option = JSON.parse(told);
  option.textStyle.fontFamily = getComputedStyle(document.body).fontFamily;
  const chart = init(canvas, null, { renderer: "svg" });
  chart.setOption(option);
  let width = 0;
  const fit = () => {
    if (canvas.clientWidth === width || canvas.clientWidth === 0 || matchMedia("print").matches) return;
    width = canvas.clientWidth;
    chart.resize();
    if (width < NARROW) chart.setOption({ grid: { right: Math.min(option.grid.right, 92) } });
    onPaper(canvas);
  };
  new ResizeObserver(fit).observe(canvas);
  fit();
  printed(chart, option.series);
}

/** The look ahead is for the supervision office alone: it stays out of what leaves it on paper. */
function printed(chart: ReturnType<typeof init>, series: { ahead?: boolean }[]): void {
  const kept = series.filter((line) => !line.ahead);
  if (kept.length === series.length) return;
  const drawn = (lines: object[]) => () => {
    chart.setOption({ series: lines }, { replaceMerge: ["series"] });
    chart.getZr().flush();
  };
  addEventListener("beforeprint", drawn(kept));
  addEventListener("afterprint", drawn(series));
}

/** A sheet is narrower than the screen: with a viewBox the drawing shrinks with its box instead of being cut. */
function onPaper(canvas: HTMLElement): void {
  const svg = one<SVGSVGElement>("svg", canvas);
  if (svg !== null) svg.setAttribute("viewBox", `0 0 ${canvas.clientWidth} ${canvas.clientHeight}`);
}

function start(): void {
  all("[data-chart]").forEach(draw);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
