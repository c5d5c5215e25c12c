// The overview: a map, a timeline and a table that filter each other through one form, whose answer is an address.
import { IncidentMap } from "./map";
import { fetchColumns, pointsOf, type Point } from "./points";
import { matches } from "./static-filter";
import { Timeline, type Days } from "./timeline";

const form = document.querySelector<HTMLFormElement>("#filters");
const mapHolder = document.getElementById("map");
const timeHolder = document.getElementById("timeline");
if (form && mapHolder && timeHolder) void start(form, mapHolder, timeHolder);

async function start(form: HTMLFormElement, mapHolder: HTMLElement, timeHolder: HTMLElement): Promise<void> {
  const isStatic = document.body.hasAttribute("data-static");
  if (isStatic) fromAddress(form);
  const inView = document.querySelector<HTMLInputElement>("#in-view")!;
  const zoomIn = document.getElementById("zoom-time")!, zoomOut = document.getElementById("all-time")!;
  const points = pointsOf(await fetchColumns(""));
  let isReady = false, followed: string | null = null, matching = new Set(points.map((point) => point.index));

  const map = new IncidentMap(mapHolder, visit, (box) => { if (isReady && inView.checked) ask({ box }); });
  const timeline = new Timeline(timeHolder, (days) => ask(days ?? { since: "", until: "" }), (first, last) => {
    map.match(new Set([...matching].filter((index) => (points[index]!.start ?? -Infinity) <= last && (points[index]!.end ?? Infinity) >= first)));
  }, visit);
  map.show(points);
  timeline.show(points, days(form));
  inView.checked = field(form, "box").value !== "";
  isReady = true;
  words(points);
  await follow();

  inView.addEventListener("change", () => ask({ box: inView.checked ? map.box() : "" }));
  zoomIn.addEventListener("click", () => { timeline.zoom(); buttons(); });
  zoomOut.addEventListener("click", () => { timeline.unzoom(); buttons(); });
  document.addEventListener("averment:theme", () => { map.recolour(); timeline.recolour(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { map.recolour(); timeline.recolour(); });
  document.addEventListener("htmx:afterSwap", (event) => { if ((event.target as Element).id === "found" || document.getElementById("found") === event.target) void follow(); });
  document.addEventListener("htmx:afterSettle", () => void follow());
  if (isStatic) {
    form.addEventListener("input", () => void follow());
    form.addEventListener("submit", (event) => { event.preventDefault(); void follow(); });
  } else form.addEventListener("htmx:afterRequest", () => history.replaceState(null, "", address(form)));

  function ask(changed: Record<string, string>): void {
    for (const [name, value] of Object.entries(changed)) field(form, name).value = value;
    form.dispatchEvent(new Event(isStatic ? "input" : "change", { bubbles: true }));
  }

  async function follow(): Promise<void> {
    const asked = query(form);
    if (asked === followed) return;
    followed = asked;
    matching = isStatic ? filterHere(form, points) : await filterThere(asked, points);
    map.match(matching);
    timeline.match(matching);
    timeline.setDays(days(form));
    buttons();
    words(points.filter((point) => matching.has(point.index)));
  }

  function buttons(): void {
    zoomIn.hidden = !days(form) || timeline.isZoomed;
    zoomOut.hidden = !timeline.isZoomed;
  }
}

function visit(point: Point): void {
  const isStatic = document.body.hasAttribute("data-static");
  location.href = `${document.body.dataset["base"] ?? "/"}incidents/${point.id}${isStatic ? ".html" : ""}`;
}

async function filterThere(asked: string, points: Point[]): Promise<Set<number>> {
  if (!asked) return new Set(points.map((point) => point.index));
  const ids = new Set((await fetchColumns(asked)).id);
  return new Set(points.filter((point) => ids.has(point.id)).map((point) => point.index));
}

/** Filters the points and the rows of the table, which a static site has all of. */
function filterHere(form: HTMLFormElement, points: Point[]): Set<number> {
  const asked = new Map([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const facets = window.avermentRecord!.facets;
  const found = points.filter((point) => matches(asked, facets, point));
  const ids = new Set(found.map((point) => point.id));
  for (const row of document.querySelectorAll<HTMLElement>("tr[data-incident]")) row.hidden = !ids.has(row.dataset["incident"]!);
  for (const head of document.querySelectorAll<HTMLElement>("tr.episode")) head.hidden = !hasRows(head);
  const title = document.querySelector("#found h2");
  if (title) title.textContent = found.length === points.length ? "Incidents" : `${found.length} of ${points.length} incidents`;
  return new Set(found.map((point) => point.index));
}

function hasRows(head: HTMLElement): boolean {
  for (let row = head.nextElementSibling; row && !row.classList.contains("episode"); row = row.nextElementSibling) if (!(row as HTMLElement).hidden) return true;
  return false;
}

function words(points: Point[]): void {
  const without = points.filter((point) => !IncidentMap.hasDot(point)).length, undated = points.filter((point) => point.start === null && point.end === null).length;
  const said = [without ? `${without} placed to a country only or not at all: no dot` : "", undated ? `${undated} without any date: not on the timeline` : ""];
  document.getElementById("no-dot")!.textContent = said.filter(Boolean).join(" · ");
}

function days(form: HTMLFormElement): Days {
  const [since, until] = [field(form, "since").value, field(form, "until").value];
  return since || until ? { since, until } : null;
}

function query(form: HTMLFormElement): string {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.set(name, String(value));
  return asked.toString();
}

function address(form: HTMLFormElement): string {
  const asked = query(form);
  return location.pathname.replace(/incidents$/, "") + (asked ? `?${asked}` : "") + location.hash;
}

/** A static site has no server to read the address for it. */
function fromAddress(form: HTMLFormElement): void {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const held = form.elements.namedItem(name);
    if (held instanceof HTMLInputElement || held instanceof HTMLSelectElement) held.value = value;
  }
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}
