// The colours of the styles for what is drawn on a canvas, in light and in dark.
export interface Colours { ink: string; soft: string; rule: string; paper: string; raised: string; accent: string; wash: string; land: string; sea: string; border: string; font: string }

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"), soft: read("--soft"), rule: read("--rule"), paper: read("--paper"), raised: read("--raised"), accent: read("--accent"),
    wash: read("--accent-wash"), land: read("--land"), sea: read("--sea"), border: read("--border"), font: read("--figures"),
  };
}
