// The incidents of a map and a timeline as columns, and which of them a filter leaves.

export interface Columns {
  id: string[]; title: string[]; latitude: (number | null)[]; longitude: (number | null)[]; precision: (string | null)[];
  earliest: (string | null)[]; latest: (string | null)[]; place: (string | null)[];
  low: (number | null)[]; high: (number | null)[]; verdict: (string | null)[]; flags: string[][]; number: (number | null)[];
}

/** What a static site carries beside the columns, so that it can filter without a server. */
export interface Facets {
  words: string[]; party: string[][]; measure: string[][]; verdicts: string[][]; grade: (string | null)[];
  event_type: string[][]; episode: (string | null)[];
}

export interface Point {
  index: number; id: string; title: string; place: string | null; precision: string | null;
  latitude: number | null; longitude: number | null; start: number | null; end: number | null;
  low: number | null; high: number | null; fill: "full" | "half" | "hollow"; told: boolean;
}

declare global {
  interface Window { avermentRecord?: { points: Columns; facets: Facets } }
}

export function pointsOf(columns: Columns): Point[] {
  return columns.id.map((id, index) => {
    const flags = columns.flags[index] ?? [];
    const low = columns.low[index] ?? null, high = columns.high[index] ?? null;
    return {
      index, id, title: columns.title[index] ?? "", place: columns.place[index] ?? null, precision: columns.precision[index] ?? null,
      latitude: columns.latitude[index] ?? null, longitude: columns.longitude[index] ?? null,
      start: time(columns.earliest[index]), end: time(columns.latest[index]), low, high,
      fill: flags.includes("denied") ? "hollow" : flags.includes("one_side_only") ? "half" : "full",
      told: columns.verdict[index] != null,
    };
  });
}

export async function fetchColumns(query: string): Promise<Columns> {
  if (window.avermentRecord) return window.avermentRecord.points;
  const answer = await fetch(`${document.body.dataset["base"] ?? "/"}api/v1/points${query ? `?${query}` : ""}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the points could not be fetched: ${answer.status}`);
  return (await answer.json()) as Columns;
}

function time(moment: string | null | undefined): number | null {
  return moment ? Date.parse(moment.length === 10 ? `${moment}T00:00:00` : moment) : null;
}
