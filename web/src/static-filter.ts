// The filter of a static site: the same questions that a server answers, over what the site carries with it.
import type { Facets, Point } from "./points";

export function matches(asked: Map<string, string>, facets: Facets, point: Point): boolean {
  const at = point.index;
  const is = (name: string, held: string[]) => !asked.get(name) || held.includes(asked.get(name)!);
  const words = (asked.get("text") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => facets.words[at]?.includes(word))
    && is("party", facets.party[at] ?? []) && is("measure", facets.measure[at] ?? []) && is("verdict", facets.verdicts[at] ?? [])
    && is("event_type", facets.event_type[at] ?? []) && is("grade", [facets.grade[at] ?? ""]) && is("episode", [facets.episode[at] ?? ""])
    && (!asked.get("place") || (point.place ?? "").toLowerCase().includes(asked.get("place")!.toLowerCase()) || facets.words[at]?.includes(asked.get("place")!.toLowerCase()) === true)
    && meets(asked.get("since"), asked.get("until"), point) && inside(asked.get("box"), point)
  );
}

/** Whether the time told can lie in the days asked for; what has no date at all fits none. */
function meets(since: string | undefined, until: string | undefined, point: Point): boolean {
  if (!since && !until) return true;
  if (point.start === null && point.end === null) return false;
  const first = since ? Date.parse(`${since}T00:00:00`) : -Infinity;
  const last = until ? Date.parse(`${until}T23:59:59`) : Infinity;
  return (point.start ?? -Infinity) <= last && (point.end ?? Infinity) >= first;
}

function inside(box: string | undefined, point: Point): boolean {
  if (!box) return true;
  const [west, south, east, north] = box.split(",").map(Number) as [number, number, number, number];
  if (point.latitude === null || point.longitude === null) return false;
  const isBetween = west <= east ? point.longitude >= west && point.longitude <= east : point.longitude >= west || point.longitude <= east;
  return isBetween && point.latitude >= south && point.latitude <= north;
}
