// The drawer: the words behind a number. The address names it, Esc closes it, and the number gets the focus back.

const HELD = ".evidence, .finding"; // what may open in it: it stands further down on the page as a footnote
const FETCHED = /^#words=((?:claims\/[0-9a-f]+)|(?:incidents\/[0-9a-f]+\/figures\/\d+))$/;

let opener: HTMLElement | null = null;

export function wireDrawer(): void {
  const drawer = document.getElementById("drawer");
  if (!drawer) return;
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const hash = hashOf(link);
    if (!hash || !findIn(hash)) return;
    event.preventDefault();
    if (!drawer.contains(link)) opener = link;
    history.pushState(null, "", hash);
    void open(drawer, hash);
  });
  addEventListener("popstate", () => void follow(drawer));
  addEventListener("keydown", (event) => { if (event.key === "Escape" && !drawer.hidden) close(drawer); });
  drawer.addEventListener("click", (event) => { if ((event.target as Element).closest("[data-close]")) close(drawer); });
  void follow(drawer);
}

/** The hash that opens a link's words: its own on this page, or the address that has to be fetched. */
function hashOf(link: HTMLAnchorElement): string | null {
  if (link.dataset["words"]) return `#words=${link.dataset["words"]}`;
  return link.hash && link.pathname === location.pathname && link.origin === location.origin ? link.hash : null;
}

function findIn(hash: string): boolean {
  return FETCHED.test(hash) || document.getElementById(hash.slice(1))?.matches(HELD) === true;
}

async function follow(drawer: HTMLElement): Promise<void> {
  if (location.hash && findIn(location.hash)) await open(drawer, location.hash);
  else if (!drawer.hidden) hide(drawer);
}

async function open(drawer: HTMLElement, hash: string): Promise<void> {
  const fetched = FETCHED.exec(hash);
  const held = fetched ? null : document.getElementById(hash.slice(1));
  const bar = document.createElement("div");
  bar.className = "bar";
  bar.innerHTML = '<h2></h2><button type="button" class="plain" data-close>Close <kbd>Esc</kbd></button>';
  bar.firstElementChild!.textContent = "The words";
  drawer.replaceChildren(bar);
  drawer.hidden = false;
  drawer.scrollTop = 0;
  const path = fetched?.[1] ?? claimPath(hash);
  if (held) drawer.append(...copies(held));
  if (path) await fetchInto(drawer, path, bar);
  drawer.focus({ preventScroll: true });
}

/** The footnote and, under a figure, the words of everybody who gives it; without ids, which stay on the page. */
function copies(held: HTMLElement): Node[] {
  const behind = (held.dataset["claims"] ?? "").split(" ").filter(Boolean).map((id) => document.getElementById(`claim-${id}`));
  return [held, ...behind.filter((one) => one !== null)].map((one) => {
    const copy = one.cloneNode(true) as HTMLElement;
    for (const part of [copy, ...copy.querySelectorAll<HTMLElement>("[id]")]) part.removeAttribute("id");
    for (const row of copy.querySelectorAll(".behind")) row.remove();
    return copy;
  });
}

/** A server has more to say of a claim than its footnote: what else the voice said, copies, and a form to decide. */
function claimPath(hash: string): string | null {
  const claim = /^#claim-([0-9a-f]+)$/.exec(hash);
  return claim && !document.body.hasAttribute("data-static") ? `claims/${claim[1]}` : null;
}

async function fetchInto(drawer: HTMLElement, path: string, bar: HTMLElement): Promise<void> {
  const answer = await fetch((document.body.dataset["base"] ?? "/") + path, { headers: { "HX-Request": "true", "HX-Target": "drawer" } }).catch(() => null);
  const body = document.createElement("div");
  const words = answer?.ok ? await answer.text() : null;
  if (!bar.isConnected) return; // another number was opened meanwhile
  if (words !== null) body.innerHTML = words; // our own server's page, escaped there; scripts in it never run
  else if (bar.nextSibling) return;
  else body.textContent = "The words could not be fetched. Close this and try again.";
  drawer.replaceChildren(bar, body);
  window.htmx.process(body);
}

function close(drawer: HTMLElement): void {
  history.pushState(null, "", location.pathname + location.search);
  hide(drawer);
}

function hide(drawer: HTMLElement): void {
  drawer.hidden = true;
  drawer.replaceChildren();
  opener?.focus({ preventScroll: true });
  opener = null;
}
