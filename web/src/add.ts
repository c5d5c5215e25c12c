// Dropping files on the page where reports are added.
export function wireAdd(): void {
  const zone = document.querySelector<HTMLElement>("[data-drop]");
  const input = zone?.querySelector<HTMLInputElement>("input[type=file]");
  const names = document.querySelector<HTMLElement>("[data-names]");
  if (!zone || !input) return;
  const list = () => { if (names) names.textContent = [...(input.files ?? [])].map((file) => file.name).join(", "); };
  input.addEventListener("change", list);
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) { input.files = event.dataTransfer.files; list(); }
  });
}
