// The layers of a report that one can switch: a word list in data-layers that the styles read.
export function wireLayers(): void {
  const text = document.querySelector<HTMLElement>("[data-layers]");
  const boxes = [...document.querySelectorAll<HTMLInputElement>(".layers input")];
  if (!text || !boxes.length) return;
  const show = () => { text.dataset["layers"] = boxes.filter((box) => box.checked).map((box) => box.value).join(" "); };
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
