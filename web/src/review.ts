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
    if (!form) return;
    if (event.key === "e") { openCorrections(form, event); return; }
    const kind = DECIDES[event.key];
    if (kind) choose(form, kind, event);
  });
  document.addEventListener("htmx:afterSwap", () => document.querySelector<HTMLElement>("[data-after-swap]")?.focus());
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
    if (chosen && reason(form).value.trim()) form.requestSubmit(chosen);
  });
}

function choose(form: HTMLFormElement, kind: string, event: KeyboardEvent): void {
  const button = form.querySelector<HTMLButtonElement>(`button[value="${kind}"]`);
  if (!button) return;
  event.preventDefault();
  mark(form, kind);
  if (reason(form).value.trim()) form.requestSubmit(button);
  else reason(form).focus();
}

function mark(form: HTMLFormElement, kind: string): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[value]")) {
    const isChosen = button.value === kind;
    button.toggleAttribute("data-chosen", isChosen);
    button.classList.toggle("main", isChosen);
  }
}

function openCorrections(form: HTMLFormElement, event: KeyboardEvent): void {
  const fold = form.querySelector<HTMLDetailsElement>("details.correct");
  if (!fold) return;
  event.preventDefault();
  fold.open = true;
  mark(form, "correct");
  fold.querySelector<HTMLElement>("input, select")?.focus();
}

function undo(event: KeyboardEvent): void {
  const fold = document.querySelector<HTMLDetailsElement>("details.undo");
  const field = fold?.querySelector<HTMLInputElement>("[name=reason]");
  if (!fold || !field) return;
  event.preventDefault();
  fold.open = true;
  field.focus();
  field.select();
}

function step(key: string): void {
  const items = [...document.querySelectorAll<HTMLAnchorElement>(".queue a")];
  const here = items.findIndex((item) => item.hasAttribute("aria-current"));
  items[here + (key === "j" ? 1 : -1)]?.click();
}

function reason(form: HTMLFormElement): HTMLInputElement {
  return form.querySelector<HTMLInputElement>("[name=reason]")!;
}
