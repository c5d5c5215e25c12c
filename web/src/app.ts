// What every page does: the drawer behind each number, keys, layers of a report, dropping files, light and dark.
import htmx from "htmx.org";
import { wireAdd } from "./add";
import { wireDrawer } from "./drawer";
import { wireLayers } from "./layers";
import { wireReview } from "./review";
import { wireTheme } from "./theme-switch";

declare global {
  interface Window { htmx: typeof htmx }
}
window.htmx = htmx;

document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, headers } = (event as CustomEvent).detail;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  const token = document.body.dataset["csrf"];
  if (token) headers["X-CSRF-Token"] = token;
});
// a refusal is a piece of a page too: it says what to do
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent).detail;
  if ([400, 401, 403, 404, 409, 413, 422, 429].includes(detail.xhr.status)) { detail.shouldSwap = true; detail.isError = false; }
});

wireTheme();
wireDrawer();
wireLayers();
wireReview();
wireAdd();
