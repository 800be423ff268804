// htmx under the office's rules: nothing inline and nothing evaluated, Django's CSRF header on what changes something,
// and no word lost when a session has ended or the network is gone.
import htmx from "htmx.org";
import { cookie, make, meta, one } from "./dom";
import { toast } from "./toast";
import { say } from "./words";

interface Detail {
  verb: string;
  headers: Record<string, string>;
  parameters: Record<string, unknown>;
}

export function startHtmx(): void {
  Object.assign(htmx.config, {
    attributesToSettle: ["class"], // a style attribute, copied while settling, would break the policy
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0, // no page with an office's figures is kept in the browser
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "422", swap: true }, // a form that comes back with its errors
      { code: "[45]..", swap: false, error: true },
    ],
  });
  document.addEventListener("htmx:configRequest", (event) => sign((event as CustomEvent<Detail>).detail));
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!endedSession((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr)) return;
    event.preventDefault();
    askToSignIn();
  });
  document.addEventListener("htmx:responseError", (event) => {
    toast(wordsFor((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr), "error");
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => toast(say("网络不通，这一步没有记下。您写的内容还在，请稍后再试。", "No connection: this step was not kept. What you wrote is still here; please try again."), "error"));
  }
}

/** The cookie's token first: it is the newer one after somebody signed in again in another tab. */
function sign(detail: Detail): void {
  if (detail.verb === "get") return;
  const token = cookie("csrftoken") ?? meta("csrf");
  if (token === null) return;
  detail.headers["X-CSRFToken"] = token;
  if ("csrfmiddlewaretoken" in detail.parameters) detail.parameters["csrfmiddlewaretoken"] = token;
}

function endedSession(xhr: XMLHttpRequest): boolean {
  if (xhr.status === 401) return true;
  const signIn = meta("sign-in");
  const wentTo = xhr.getResponseHeader("HX-Redirect") ?? xhr.responseURL;
  return signIn !== null && wentTo !== "" && new URL(wentTo, location.href).pathname.startsWith(signIn);
}

export function askToSignIn(): void {
  if (one("[data-signed-out]") !== null) return;
  const words = make("span", "", say("登录已过期，您写的内容还在，请重新登录后再交。 ", "Your session has ended; what you wrote is still here. Sign in and send it again. "));
  const link = make("a", "", say("在新窗口登录", "Sign in in a new window"));
  link.href = meta("sign-in") ?? "/";
  link.target = "_blank";
  link.rel = "noopener";
  link.addEventListener("click", () => notice.remove());
  words.append(link);
  const notice = make("div", "notice notice-warn", words);
  notice.dataset["signedOut"] = "";
  notice.setAttribute("role", "alert");
  notice.tabIndex = -1;
  (one("main") ?? document.body).prepend(notice);
  notice.focus();
}

/** The server's own words where it sent a plain sentence. */
function wordsFor(xhr: XMLHttpRequest): string {
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (type.startsWith("text/plain") && xhr.responseText.length <= 200) return xhr.responseText;
  if (xhr.status === 403) return say("您没有做这一步的权限，或者页面开得太久。请刷新页面再试。", "You may not do this, or the page is too old. Reload it and try again.");
  if (xhr.status === 404) return say("这一条已经不在了，请刷新页面。", "This is no longer there. Please reload the page.");
  if (xhr.status === 409) return say("别人刚改过这一条，请刷新页面看看再定。", "Somebody has just changed this. Reload the page and look again.");
  if (xhr.status === 413) return say("内容太大，没有交上去。", "Too large: nothing was sent.");
  return say("系统出了错，这一步没有记下。请稍后再试；还不行请告诉管理员。", "Something went wrong here, and this step was not kept. Try again later, or tell the administrator.");
}
