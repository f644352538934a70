/** Every exported page: its buttons, its table of contents, what is to be seen on paper. Runs in the browser. */

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 64rem)");

document.querySelector(".buttons")?.removeAttribute("hidden");
themeButton();
codeButton();
document.querySelector("#print-button")?.addEventListener("click", () => print());
contents();
scrollers();
paper();

/** Automatic, light, dark; remembered where the browser lets a page remember. */
function themeButton(): void {
  const button = document.querySelector<HTMLButtonElement>("#theme-button");
  if (!button) return;
  const themes = ["auto", "light", "dark"] as const;
  let theme = themes.find((name) => name === (broughtAlong() ?? remembered())) ?? "auto";
  const show = () => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    button.textContent = button.dataset[theme] ?? theme;
    root.dataset.isDark = String(theme === "dark" || (theme === "auto" && dark.matches));
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "auto";
    remember(theme);
    show();
  });
  dark.addEventListener("change", show);
  // The page that the reader comes back to, or has open beside this one.
  const again = () => {
    theme = themes.find((name) => name === remembered()) ?? theme;
    show();
  };
  addEventListener("pageshow", ({ persisted }) => persisted && again());
  addEventListener("storage", again);
  if (location.protocol === "file:") document.addEventListener("click", ({ target }) => bringAlong(target, theme));
  if (theme !== "auto") remember(theme);
  show();
}

/** The theme of the page whose link has led here. */
function broughtAlong(): string | null {
  const [navigation] = performance.getEntriesByType("navigation");
  const isByLink = navigation && Reflect.get(navigation, "type") === "navigate";
  return isByLink ? new URLSearchParams(location.search).get("theme") : null;
}

/** Some browsers give every file a memory of its own: links between files carry the theme that was chosen. */
function bringAlong(target: EventTarget | null, theme: string): void {
  const link = target instanceof Element ? target.closest("a") : null;
  const isOtherPage = link?.protocol === "file:" && link.pathname !== location.pathname;
  if (link && isOtherPage && remembered() !== null) link.search = `?theme=${theme}`;
}

function remembered(): string | null {
  try {
    return localStorage.getItem("navette-theme");
  } catch {
    return null;
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem("navette-theme", theme);
  } catch {
    // A page opened from a file may not be allowed to.
  }
}

/** Closes the code of every cell, or opens it again. */
function codeButton(): void {
  const button = document.querySelector<HTMLButtonElement>("#code-button");
  const cells = [...document.querySelectorAll<HTMLDetailsElement>("details.code")];
  if (!button) return;
  button.hidden = cells.length === 0;
  const isAnyOpen = () => cells.some(({ open }) => open);
  const show = () => {
    button.textContent = (isAnyOpen() ? button.dataset.hide : button.dataset.show) ?? "";
  };
  button.addEventListener("click", () => {
    const open = !isAnyOpen();
    for (const cell of cells) cell.open = open;
    show();
  });
  for (const cell of cells) cell.addEventListener("toggle", show);
}

/** The table of contents is folded on a narrow screen, and marks the section that is read. */
function contents(): void {
  const table = document.querySelector<HTMLDetailsElement>("details.contents");
  if (!table) return;
  const fit = () => {
    table.open = !narrow.matches;
  };
  narrow.addEventListener("change", fit);
  fit();
  const links = new Map(
    [...table.querySelectorAll("a")].map((link) => [document.getElementById(link.hash.slice(1)), link] as const),
  );
  table.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLAnchorElement && narrow.matches) table.open = false;
  });
  const mark = () => {
    let current: HTMLAnchorElement | undefined;
    for (const [heading, link] of links) {
      if (heading && heading.getBoundingClientRect().top < innerHeight / 3) current = link;
      link.removeAttribute("aria-current");
    }
    current?.setAttribute("aria-current", "location");
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}

/** What can be scrolled sideways can be reached by the keyboard. */
function scrollers(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const element of document.querySelectorAll("pre, .output, .plot-view, .table")) observer.observe(element);
}

/** On paper nothing is folded. */
function paper(): void {
  let folded: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
    for (const element of folded) element.open = true;
  });
  addEventListener("afterprint", () => {
    for (const element of folded) element.open = false;
  });
}
