// htmx under the office's rules: nothing inline and nothing evaluated, Django's CSRF header on what changes something,
// and no word lost when a session has ended or the network is gone.
import htmx from "htmx.org";
import { cookie, make, meta, one } from "./dom";
import { toast } from "./toast";

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
    document.addEventListener(name, () => toast("网络不通，这一步没有记下。您写的内容还在，请稍后再试。", "error"));
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
  const words = make("span", "", "登录已过期，您写的内容还在，请重新登录后再交。 ");
  const link = make("a", "", "在新窗口登录");
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
  if (xhr.status === 403) return "您没有做这一步的权限，或者页面开得太久。请刷新页面再试。";
  if (xhr.status === 404) return "这一条已经不在了，请刷新页面。";
  if (xhr.status === 409) return "别人刚改过这一条，请刷新页面看看再定。";
  if (xhr.status === 413) return "内容太大，没有交上去。";
  return "系统出了错，这一步没有记下。请稍后再试；还不行请告诉管理员。";
}
