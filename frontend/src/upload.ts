// A file dropped on .dropzone lands in its input; name and size are said, and a file too large is refused before it is
// sent. data-max is in bytes.
import { above, all, make, one } from "./dom";
import { say as words } from "./words";

export function dropFiles(root: ParentNode): void {
  for (const zone of all(".dropzone", root)) {
    const input = one<HTMLInputElement>("input[type=file]", zone);
    if (input !== null) setUp(zone, input);
  }
}

function setUp(zone: HTMLElement, input: HTMLInputElement): void {
  const say = one(".dropzone-say", zone) ?? zone.appendChild(make("p", "dropzone-say"));
  say.setAttribute("role", "status");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (above(".dropzone", event.relatedTarget) !== zone) zone.classList.remove("is-over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => check(zone, input, say));
}

function check(zone: HTMLElement, input: HTMLInputElement, say: HTMLElement): void {
  const files = Array.from(input.files ?? []);
  const most = Number(input.dataset["max"] ?? zone.dataset["max"] ?? Infinity);
  const wrong = files.length > 1 && !input.multiple ? words("一次只能交一个文件。", "One file at a time.") : (files.map((file) => fault(file, most, input.accept)).find(Boolean) ?? "");
  input.setCustomValidity(wrong);
  say.classList.toggle("is-bad", wrong !== "");
  say.textContent = wrong || files.map((file) => `${file.name}（${size(file.size)}）`).join("、");
}

function fault(file: File, most: number, accept: string): string {
  if (file.size === 0) return words(`“${file.name}”是空的，请重新选一个。`, `“${file.name}” is empty; choose another.`);
  if (file.size > most) return words(`“${file.name}”有 ${size(file.size)}，最多 ${size(most)}。请分开交，或者压缩图片后再交。`, `“${file.name}” has ${size(file.size)}; the most is ${size(most)}.`);
  const endings = accept.split(",").map((ending) => ending.trim().toLowerCase()).filter((ending) => ending.startsWith("."));
  if (endings.length === 0 || endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return "";
  return words(`“${file.name}”的格式读不了，请交 ${endings.join("、")} 文件。`, `“${file.name}” cannot be read; send one of ${endings.join(", ")}.`);
}

function size(bytes: number): string {
  if (bytes < 1024) return words(`${bytes} 字节`, `${bytes} bytes`);
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
