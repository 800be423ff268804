// Light, dark, or as the machine is set. The choice is a cookie, so that the server draws the next page right at once;
// a second one says what "auto" came to here, for the same reason.
import { above, all, cookie } from "./dom";
import { say } from "./words";

type Choice = "auto" | "light" | "dark";

const NEXT: Record<Choice, Choice> = { auto: "light", light: "dark", dark: "auto" };
const WORDS: Record<Choice, [string, string]> = {
  auto: ["跟随系统", "as the system"],
  light: ["浅色", "light"],
  dark: ["深色", "dark"],
};

export function startTheme(): void {
  const machine = window.matchMedia("(prefers-color-scheme: dark)");
  const show = () => apply(chosen(), machine.matches);
  show();
  machine.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => {
    if (above("[data-theme-toggle]", event.target) === null) return;
    keep("duban_theme", NEXT[chosen()]);
    show();
  });
}

function chosen(): Choice {
  const value = cookie("duban_theme");
  return value === "light" || value === "dark" ? value : "auto";
}

function apply(choice: Choice, machineIsDark: boolean): void {
  if ("themeFixed" in document.documentElement.dataset) return; // a wallboard is dark whatever the reader likes
  const scheme = choice === "auto" ? (machineIsDark ? "dark" : "light") : choice;
  document.documentElement.dataset["bsTheme"] = scheme;
  if (cookie("duban_scheme") !== scheme) keep("duban_scheme", scheme);
  for (const button of all("[data-theme-toggle]")) {
    button.dataset["themeToggle"] = choice;
    button.title = say(
      `外观：${WORDS[choice][0]}，点一下换成${WORDS[NEXT[choice]][0]}`,
      `Appearance: ${WORDS[choice][1]}; click for ${WORDS[NEXT[choice]][1]}`,
    );
    button.setAttribute("aria-label", button.title);
  }
}

function keep(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
