// Small helpers that every module uses.

/** All that match inside, with the root itself if it matches. */
export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  const inside = Array.from(root.querySelectorAll<T>(selector));
  return root instanceof Element && root.matches(selector) ? [root as Element as T, ...inside] : inside;
}

export function one<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(selector);
}

/** The nearest match at or above the place where an event happened. */
export function above<T extends Element = HTMLElement>(selector: string, target: EventTarget | null): T | null {
  return target instanceof Element ? target.closest<T>(selector) : null;
}

/** True while a person writes, or a Chinese input method composes: keys are theirs then. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing) return true;
  const field = above("input, textarea, select, [contenteditable]", event.target);
  return field !== null && !(field instanceof HTMLInputElement && /^(button|submit|reset|checkbox|radio)$/.test(field.type));
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export function meta(name: string): string | null {
  return one<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null;
}

export function cookie(name: string): string | null {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : decodeURIComponent(found.slice(name.length + 1));
}
