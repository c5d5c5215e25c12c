// The button that changes between light and dark.
export function wireTheme(): void {
  const root = document.documentElement;
  const isDark = () => (root.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-switch]")) {
    const name = () => { button.textContent = isDark() ? "Light" : "Dark"; button.setAttribute("aria-label", `Change to ${isDark() ? "light" : "dark"} colours`); };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      root.dataset["theme"] = isDark() ? "light" : "dark";
      localStorage.setItem("averment-theme", root.dataset["theme"]);
      name();
      document.dispatchEvent(new Event("averment:theme"));
    });
  }
}
