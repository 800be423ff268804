// What the script says, in the language of the page: Chinese first, English second.

export function say(zh: string, en: string): string {
  return document.documentElement.lang.startsWith("en") ? en : zh;
}
