// Review by keys: s same, d different, r reject, e edit, u undo, j and k to the next and the one before.

const DECIDES: Record<string, string> = { s: "same", d: "different", r: "reject" };

export function wireReview(): void {
  document.addEventListener("keydown", (event) => {
    const form = document.querySelector<HTMLFormElement>("form[data-decide]");
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && target.matches("input, textarea")) { target.blur(); return; }
    if (target.matches("input, textarea, select")) return;
    if (event.key === "u") { undo(event); return; }
    if (event.key === "j" || event.key === "k") { step(event.key); return; }
    if (event.key === "e") { openCorrections(event); return; }
    if (!form) return;
    const kind = DECIDES[event.key];
    if (kind) choose(form, kind, event);
  });
  document.addEventListener("htmx:afterSwap", () => showNext());
  document.addEventListener("decided", (event) => offerUndo(String((event as CustomEvent).detail?.decision ?? "")));
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("form[data-decide] button[value]");
    const form = button?.form;
    if (!button || !form || reason(form).value.trim()) return;
    event.preventDefault(); // a decision needs a reason: ask for it, and remember what was chosen
    mark(form, button.value);
    reason(form).focus();
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target as HTMLElement;
    const form = field.closest<HTMLFormElement>("form[data-decide]");
    if (!form || event.key !== "Enter" || !field.matches("[name=reason]")) return;
    const chosen = form.querySelector<HTMLButtonElement>("button[data-chosen]");
    event.preventDefault();
    if (chosen && reason(form).value.trim()) chosen.click();
  });
}

function choose(form: HTMLFormElement, kind: string, event: KeyboardEvent): void {
  const button = form.querySelector<HTMLButtonElement>(`button[value="${kind}"]`);
  if (!button) return;
  event.preventDefault();
  mark(form, kind);
  if (reason(form).value.trim()) button.click();
  else reason(form).focus();
}

function mark(form: HTMLFormElement, kind: string): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[value]")) {
    const isChosen = button.value === kind;
    button.toggleAttribute("data-chosen", isChosen);
    button.classList.toggle("main", isChosen);
  }
}

function openCorrections(event: KeyboardEvent): void {
  const fold = document.querySelector<HTMLDetailsElement>("details.correct");
  const answer = document.querySelector<HTMLElement>("form.answer input:not([type=hidden])");
  if (!fold && !answer) return;
  event.preventDefault();
  if (fold && !answer) fold.open = true;
  (answer ?? fold?.querySelector<HTMLElement>("input:not([type=hidden]), select"))?.focus();
}

/** The item that came in place of the decided one: the queue marks it, and forgets the one that is done. */
function showNext(): void {
  const item = document.querySelector<HTMLElement>("#item[data-after-swap]");
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".queue a")) {
    const isHere = link.dataset["item"] === item.dataset["item"];
    if (isHere) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** Undo stays at hand after a decision: it is a decision too, and asks for its reason. */
function offerUndo(decision: string): void {
  const notice = document.getElementById("notice");
  if (!notice || !/^[0-9a-f]+$/.test(decision)) return;
  document.querySelector(".queue a[aria-current]")?.parentElement?.remove();
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${document.body.dataset["base"] ?? "/"}decisions`;
  const held = { csrf_token: document.body.dataset["csrf"] ?? "", kind: "withdraw", withdraws: decision, next: "/review" };
  for (const [name, value] of Object.entries(held)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  const fold = Object.assign(document.createElement("details"), { className: "undo" });
  const summary = document.createElement("summary"), key = document.createElement("kbd");
  key.textContent = "u";
  summary.append("Decided. Undo ", key);
  const why = Object.assign(document.createElement("input"), { name: "reason", required: true, maxLength: 500, placeholder: "why" });
  why.setAttribute("aria-label", "Why it is taken back");
  fold.append(summary, why, Object.assign(document.createElement("button"), { textContent: "Take it back" }));
  form.append(fold);
  notice.replaceChildren(form);
}

function undo(event: KeyboardEvent): void {
  const fold = document.querySelector<HTMLDetailsElement>("#notice details.undo") ?? document.querySelector<HTMLDetailsElement>("details.undo");
  const field = fold?.querySelector<HTMLInputElement>("[name=reason]");
  if (!fold || !field) return;
  event.preventDefault();
  fold.open = true;
  field.focus();
}

function step(key: string): void {
  const items = [...document.querySelectorAll<HTMLAnchorElement>(".queue a")];
  const here = items.findIndex((item) => item.hasAttribute("aria-current"));
  items[here + (key === "j" ? 1 : -1)]?.click();
}

function reason(form: HTMLFormElement): HTMLInputElement {
  return form.querySelector<HTMLInputElement>("[name=reason]")!;
}
