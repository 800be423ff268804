// Builds what the pages load: app.js, charts.js, app.css and icons.svg. Run by hatch_build.py, or by hand: npm run build.
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../src/duban/web/static/duban");

const bundle = (entry, file, target) =>
  build({
    entryPoints: [join(here, "src", entry)],
    outfile: join(out, file),
    bundle: true,
    minify: true,
    charset: "utf8",
    legalComments: "eof", // the licences of what is bundled stay with it
    logLevel: "warning",
    target,
  });

/** Leaves Tabler's rules out whose classes no page, script, form or rule of our own names: nine tenths of them. */
async function lean(file) {
  const web = join(here, "../src/duban/web");
  const [kept] = await new PurgeCSS().purge({
    css: [join(out, file)],
    content: [`${web}/**/*.html`, `${web}/**/*.py`, join(here, "src/**/*.{ts,css}")],
    // Every run of such characters may be a class, wherever it stands.
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    // The theme is set by a script; what is told of states is in no file.
    safelist: { greedy: [/data-bs-theme/, /htmx/], standard: [/^:/] },
    dynamicAttributes: ["aria-current", "aria-expanded", "aria-invalid", "aria-sort", "aria-selected", "open", "hidden"],
  });
  await writeFile(join(out, file), kept.css);
}

/** One icon as a symbol: the drawing without the invisible square that Tabler puts under it. */
async function symbol(name) {
  const svg = await readFile(join(here, `node_modules/@tabler/icons/icons/outline/${name}.svg`), "utf8");
  const drawing = svg
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/>\s+</g, "><")
    .trim();
  const pen = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${pen}>${drawing}</symbol>`;
}

async function sprite() {
  const names = JSON.parse(await readFile(join(here, "src/icons.json"), "utf8"));
  const symbols = await Promise.all(names.map(symbol));
  const licence = "<!-- Tabler Icons, MIT License, Copyright (c) Paweł Kuna -->";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">\n${licence}\n${symbols.join("\n")}\n</svg>\n`;
  await writeFile(join(out, "icons.svg"), svg);
}

await bundle("app.ts", "app.js", ["es2020"]);
await bundle("charts.ts", "charts.js", ["es2020"]);
// What Tabler's own colours need (color-mix); nesting is written out for these.
await bundle("app.css", "app.css", ["chrome111", "firefox113", "safari16.2"]);
await lean("app.css");
await sprite();
