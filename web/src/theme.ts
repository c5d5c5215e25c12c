// Light or dark as the reader chose last; else as the system says. Runs before the page is drawn.
const chosen = localStorage.getItem("averment-theme");
document.documentElement.classList.add("scripted");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen;
