// The timeline: incidents as bars as wide as their time is uncertain, their figures above as ranges; drag to filter.
import { colours, type Colours } from "./colours";
import type { Point } from "./points";

const DAY = 86_400_000;
const LONGEST = 400 * DAY; // a time told more loosely than this does not stretch the scale
const MOST_BARS = 240, BIN = 5; // more incidents than this are drawn as heaps of so many pixels
const EDGE = 10, BOTTOM = 22, TOP = 26;

export type Days = { since: string; until: string } | null;

export class Timeline {
  private readonly canvas: HTMLCanvasElement;
  private colour: Colours = colours();
  private points: Point[] = [];
  private lanes: number[] = [];
  private laneCount = 1;
  private matching: Set<number> = new Set();
  private whole: [number, number] = [0, 1];
  private scale: [number, number] = [0, 1];
  private brush: [number, number] | null = null;
  private grip: number | null = null;
  private shown: Point | null = null;

  constructor(private readonly holder: HTMLElement, private readonly chosen: (days: Days) => void, private readonly while_: (first: number, last: number) => void, private readonly visit: (point: Point) => void) {
    this.canvas = holder.querySelector("canvas")!;
    new ResizeObserver(() => this.draw()).observe(holder);
    this.canvas.addEventListener("pointerdown", (event) => this.down(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    this.canvas.addEventListener("pointerup", (event) => this.up(event));
    this.canvas.addEventListener("pointercancel", () => { this.grip = null; });
  }

  show(points: Point[], days: Days): void {
    this.points = points.filter((point) => point.start !== null || point.end !== null).sort((one, other) => (one.start ?? -Infinity) - (other.start ?? -Infinity));
    this.matching = new Set(points.map((point) => point.index));
    const sure = this.points.filter((point) => point.start !== null && point.end !== null && point.end - point.start <= LONGEST);
    const held = (sure.length ? sure : this.points).flatMap((point) => [point.start, point.end]).filter((at): at is number => at !== null);
    const [first, last] = span(held);
    const air = Math.max((last - first) * 0.03, DAY);
    this.whole = this.scale = [first - air, last + air];
    this.setDays(days);
  }

  setDays(days: Days): void {
    this.brush = days && (days.since || days.until) ? [days.since ? Date.parse(`${days.since}T00:00:00`) : this.scale[0], days.until ? Date.parse(`${days.until}T23:59:59`) : this.scale[1]] : null;
    this.draw();
  }

  match(indices: Set<number>): void { this.matching = indices; this.draw(); }
  recolour(): void { this.colour = colours(); this.draw(); }
  zoom(): void { if (this.brush) this.scale = [...this.brush]; this.draw(); }
  unzoom(): void { this.scale = this.whole; this.draw(); }
  get isZoomed(): boolean { return this.scale !== this.whole; }

  private x(at: number): number {
    const [first, last] = this.scale;
    return EDGE + ((at - first) / (last - first)) * (this.holder.clientWidth - 2 * EDGE);
  }

  private at(x: number): number {
    const [first, last] = this.scale;
    return first + ((x - EDGE) / (this.holder.clientWidth - 2 * EDGE)) * (last - first);
  }

  private draw(): void {
    const width = this.holder.clientWidth, height = this.canvas.clientHeight, ratio = Math.min(devicePixelRatio || 1, 2);
    if (!width || !this.points.length) return;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const pen = this.canvas.getContext("2d")!;
    pen.scale(ratio, ratio);
    this.drawBrush(pen, height);
    this.drawAxis(pen, width, height);
    const middle = TOP + (height - TOP - BOTTOM) * 0.58;
    this.drawFigures(pen, TOP, middle - 8, width);
    this.drawBars(pen, middle + 16, height - BOTTOM, width);
    this.drawNames(pen, middle, width);
  }

  private drawNames(pen: CanvasRenderingContext2D, middle: number, width: number): void {
    const before = this.points.filter((point) => (point.end ?? Infinity) < this.scale[0]).length;
    const after = this.points.filter((point) => (point.start ?? -Infinity) > this.scale[1]).length;
    pen.font = `600 12px ${this.colour.font}`;
    pen.fillStyle = this.colour.soft;
    pen.textBaseline = "top"; pen.textAlign = "left";
    const measure = document.querySelector<HTMLSelectElement>("#filters [name=measure]")?.value.replaceAll("_", " ") || "killed";
    this.label(pen, measure === "destroyed" || measure === "damaged" ? `Things ${measure}` : `People ${measure}`, EDGE - 2, 5);
    this.label(pen, this.points.length > MOST_BARS ? "Incidents told to these days; pale: that may lie in them" : "Incidents, as wide as their time is unsure", EDGE - 2, middle - 2);
    pen.font = `12px ${this.colour.font}`;
    if (before) this.label(pen, `‹ ${before} earlier`, EDGE - 2, middle + 14);
    pen.textAlign = "right";
    if (after) this.label(pen, `${after} later ›`, width - EDGE + 2, middle + 14);
  }

  private label(pen: CanvasRenderingContext2D, words: string, x: number, y: number): void {
    const wide = pen.measureText(words).width;
    pen.fillStyle = this.colour.paper;
    pen.fillRect(pen.textAlign === "right" ? x - wide - 3 : x - 3, y - 1, wide + 6, 15);
    pen.fillStyle = this.colour.soft;
    pen.fillText(words, x, y);
  }

  private drawBrush(pen: CanvasRenderingContext2D, height: number): void {
    if (!this.brush) return;
    const [first, last] = [this.x(this.brush[0]), this.x(this.brush[1])];
    pen.fillStyle = this.colour.wash;
    pen.fillRect(first, 0, Math.max(last - first, 2), height - BOTTOM);
    pen.fillStyle = this.colour.accent;
    for (const x of [first, last]) pen.fillRect(x - 0.5, 0, 1, height - BOTTOM);
  }

  private drawAxis(pen: CanvasRenderingContext2D, width: number, height: number): void {
    pen.strokeStyle = this.colour.rule;
    pen.fillStyle = this.colour.soft;
    pen.font = `12px ${this.colour.font}`;
    pen.textBaseline = "top";
    pen.lineWidth = 1;
    let free = -Infinity;
    for (const [at, name] of ticks(this.scale, width)) {
      const x = Math.round(this.x(at)) + 0.5;
      if (x < EDGE || x > width - EDGE) continue;
      pen.beginPath(); pen.moveTo(x, 0); pen.lineTo(x, height - BOTTOM + 4); pen.stroke();
      const wide = pen.measureText(name).width;
      if (x - wide / 2 < Math.max(free, 0) || x + wide / 2 > width) continue;
      pen.textAlign = "center";
      pen.fillText(name, x, height - BOTTOM + 6);
      free = x + wide / 2 + 10;
    }
  }

  /** Each incident's figure as an upright range at its time: a dot where exact, an open end where not. */
  private drawFigures(pen: CanvasRenderingContext2D, top: number, bottom: number, width: number): void {
    const told = this.points.filter((point) => point.told && (point.low !== null || point.high !== null) && this.middle(point) >= 0 && this.middle(point) <= width);
    if (!told.length) return;
    const most = Math.max(1, ...told.map((point) => Math.max(point.low ?? 0, point.high ?? 0)));
    const y = (number: number) => bottom - 4 - (Math.log10(1 + number) / Math.log10(1 + most)) * (bottom - top - 10);
    pen.textAlign = "left"; pen.textBaseline = "middle";
    for (const step of [1, 10, 100, 1000, 10_000, 100_000].filter((step) => step <= most)) {
      pen.strokeStyle = this.colour.rule; pen.globalAlpha = 0.7; pen.lineWidth = 1;
      pen.setLineDash([1, 4]);
      pen.beginPath(); pen.moveTo(EDGE, y(step)); pen.lineTo(width - EDGE, y(step)); pen.stroke();
      pen.setLineDash([]);
      pen.globalAlpha = 1; pen.fillStyle = this.colour.soft; pen.font = `11px ${this.colour.font}`;
      pen.fillText(step.toLocaleString("en"), 3, y(step) - 6);
    }
    for (const point of told) {
      const isLive = this.matching.has(point.index);
      const x = this.middle(point);
      pen.globalAlpha = isLive ? (told.length > MOST_BARS ? 0.5 : 0.95) : told.length > MOST_BARS ? 0.03 : 0.15;
      pen.strokeStyle = pen.fillStyle = this.colour.ink;
      pen.lineWidth = 1.2;
      const low = y(point.low ?? 0), high = point.high === null ? top : y(point.high);
      if (point.high === null) { pen.beginPath(); pen.moveTo(x - 3, top + 4); pen.lineTo(x, top); pen.lineTo(x + 3, top + 4); pen.stroke(); }
      if (low - high > 1) { pen.beginPath(); pen.moveTo(x, low); pen.lineTo(x, high); pen.stroke(); }
      for (const at of point.high === null ? [low] : low === high ? [low] : [low, high]) dot(pen, x, at, point.fill, this.colour);
    }
    pen.globalAlpha = 1;
  }

  /** Each incident as a bar from its earliest to its latest moment, in as many rows as there is room for. */
  private drawBars(pen: CanvasRenderingContext2D, top: number, bottom: number, width: number): void {
    if (this.points.length > MOST_BARS) { this.drawCrowd(pen, top, bottom, width); return; }
    this.pack();
    const step = Math.min(11, (bottom - top) / this.laneCount), thick = Math.max(Math.min(step - 2, 6), 1);
    this.points.forEach((point, number) => {
      const first = Math.max(this.x(point.start ?? this.scale[0]), 0), last = Math.min(this.x(point.end ?? this.scale[1]), width);
      if (last < 0 || first > width) return;
      const y = bottom - (this.lanes[number]! + 1) * step;
      const isLive = this.matching.has(point.index), isLoose = (point.end ?? Infinity) - (point.start ?? -Infinity) > LONGEST;
      pen.globalAlpha = (isLive ? 1 : 0.18) * (isLoose ? 0.4 : 0.9);
      pen.fillStyle = point === this.shown ? this.colour.ink : isLive ? this.colour.accent : this.colour.soft;
      pen.fillRect(first, y, Math.max(last - first, 3), thick);
    });
    pen.globalAlpha = 1;
  }

  /** Too many for a bar each: how many are told to these days, and above them, pale, how many may lie in them. */
  private drawCrowd(pen: CanvasRenderingContext2D, top: number, bottom: number, width: number): void {
    const bins = Math.ceil(width / BIN), sure = new Float64Array(bins + 1), maybe = new Float64Array(bins + 2);
    for (const point of this.points) {
      if (!this.matching.has(point.index)) continue;
      const first = Math.floor(this.x(point.start ?? this.scale[0]) / BIN), last = Math.floor(this.x(point.end ?? this.scale[1]) / BIN);
      if (last < 0 || first >= bins) continue;
      const [from, to] = [Math.max(first, 0), Math.min(last, bins - 1)];
      if ((point.end ?? Infinity) - (point.start ?? -Infinity) <= 3 * DAY || last - first <= 1) for (let at = from; at <= to; at += 1) sure[at]! += 1 / (last - first + 1);
      else { maybe[from]! += 1; maybe[to + 1]! -= 1; }
    }
    for (let at = 1; at < bins; at += 1) maybe[at]! += maybe[at - 1]!;
    let most = 1;
    for (let at = 0; at < bins; at += 1) most = Math.max(most, sure[at]! + maybe[at]!);
    const tall = (number: number) => Math.sqrt(number / most) * (bottom - top - 4);
    pen.fillStyle = this.colour.accent;
    for (let at = 0; at < bins; at += 1) {
      pen.globalAlpha = 0.25;
      pen.fillRect(at * BIN, bottom - tall(sure[at]! + maybe[at]!), BIN, tall(sure[at]! + maybe[at]!));
      pen.globalAlpha = 0.9;
      pen.fillRect(at * BIN, bottom - tall(sure[at]!), BIN - 0.5, tall(sure[at]!));
    }
    pen.globalAlpha = 1;
  }

  private pack(): void {
    const ends: number[] = [], room = Math.max(3, Math.floor((this.canvas.clientHeight - TOP - BOTTOM) * 0.42 / 3));
    this.lanes = this.points.map((point, number) => {
      const first = this.x(point.start ?? this.scale[0]), last = Math.max(this.x(point.end ?? this.scale[1]), first + 3) + 2;
      let lane = ends.findIndex((end) => end <= first);
      if (lane < 0) lane = ends.length < room ? ends.length : number % room;
      ends[lane] = Math.max(ends[lane] ?? -Infinity, last);
      return lane;
    });
    this.laneCount = Math.max(ends.length, 1);
  }

  private middle(point: Point): number {
    return (this.x(point.start ?? this.scale[0]) + this.x(point.end ?? this.scale[1])) / 2;
  }

  private down(event: PointerEvent): void {
    this.grip = event.offsetX;
    this.canvas.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    if (this.grip === null) { this.hover(event.offsetX, event.offsetY); return; }
    if (Math.abs(event.offsetX - this.grip) < 4) return;
    const [one, other] = [this.at(this.grip), this.at(event.offsetX)];
    this.brush = [Math.min(one, other), Math.max(one, other)];
    this.draw();
    this.while_(this.brush[0], this.brush[1]);
  }

  private up(event: PointerEvent): void {
    const from = this.grip;
    this.grip = null;
    if (from === null) return;
    if (Math.abs(event.offsetX - from) >= 4 && this.brush) { this.chosen({ since: day(this.brush[0]), until: day(this.brush[1]) }); return; }
    const found = this.nearest(event.offsetX, event.offsetY);
    if (found) this.visit(found);
    else if (this.brush) { this.brush = null; this.draw(); this.chosen(null); }
  }

  private hover(x: number, y: number): void {
    const found = this.nearest(x, y);
    if (found === this.shown) return;
    this.shown = found;
    this.holder.title = found?.title ?? "";
    this.canvas.style.cursor = found ? "pointer" : "";
    this.draw();
  }

  private nearest(x: number, y: number): Point | null {
    const height = this.canvas.clientHeight, bottom = height - BOTTOM, top = TOP + (height - TOP - BOTTOM) * 0.58 + 16;
    const step = Math.min(11, (bottom - top) / this.laneCount), isCrowd = this.points.length > MOST_BARS;
    let best: Point | null = null, least = 7;
    this.points.forEach((point, number) => {
      if (!this.matching.has(point.index) || (isCrowd && y >= top)) return;
      const first = this.x(point.start ?? this.scale[0]), last = this.x(point.end ?? this.scale[1]);
      const up = y < top ? 0 : Math.abs(y - (bottom - ((this.lanes[number] ?? 0) + 0.5) * step));
      const far = (y < top ? Math.abs(x - this.middle(point)) : Math.max(first - x, x - last, 0)) + up;
      if (far < least && (y >= top || point.told)) { best = point; least = far; }
    });
    return best;
  }
}

function dot(pen: CanvasRenderingContext2D, x: number, y: number, fill: Point["fill"], colour: Colours): void {
  pen.beginPath(); pen.arc(x, y, 3, 0, 7);
  if (fill === "full") { pen.fill(); return; }
  pen.fillStyle = colour.paper; pen.fill(); pen.stroke(); pen.fillStyle = colour.ink;
  if (fill === "half") { pen.beginPath(); pen.arc(x, y, 3, Math.PI / 2, -Math.PI / 2); pen.fill(); }
}

function ticks([first, last]: [number, number], width: number): [number, string][] {
  const days = (last - first) / DAY, room = Math.max(2, width / 90);
  const found: [number, string][] = [];
  const begin = new Date(first);
  if (days / room > 200) {
    const step = Math.max(1, Math.ceil(days / 365 / room));
    for (let year = begin.getFullYear() + 1; new Date(year, 0, 1).getTime() < last; year += step) found.push([new Date(year, 0, 1).getTime(), String(year)]);
  } else if (days / room > 16) {
    const step = [1, 2, 3, 6].find((months) => days / 30 / months <= room) ?? 6;
    for (let at = new Date(begin.getFullYear(), begin.getMonth() + 1, 1); at.getTime() < last; at.setMonth(at.getMonth() + 1))
      if (at.getMonth() % step === 0) found.push([at.getTime(), at.toLocaleString("en-GB", at.getMonth() === 0 ? { month: "short", year: "numeric" } : { month: "short" }) ]);
    if (found[0] && !/\d/.test(found[0][1])) found[0][1] += ` ${new Date(found[0][0]).getFullYear()}`;
  } else {
    const step = [1, 2, 7, 14].find((many) => days / many <= room) ?? 14;
    for (let at = new Date(begin.getFullYear(), begin.getMonth(), begin.getDate() + 1); at.getTime() < last; at.setDate(at.getDate() + step))
      found.push([at.getTime(), at.toLocaleString("en-GB", { day: "numeric", month: "short" })]);
    if (found[0]) found[0][1] += ` ${new Date(found[0][0]).getFullYear()}`;
  }
  return found;
}

function day(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** From the first to the last, without a few far away from all others: those are named at the edge instead. */
function span(held: number[]): [number, number] {
  const sorted = [...held].sort((one, other) => one - other);
  let wide = 0, gap = 0;
  for (let at = 1; at < sorted.length; at += 1) if (sorted[at]! - sorted[at - 1]! > wide) { wide = sorted[at]! - sorted[at - 1]!; gap = at; }
  const whole = sorted[sorted.length - 1]! - sorted[0]!, few = Math.max(4, sorted.length * 0.05);
  if (wide > whole * 0.5 && gap <= few) return span(sorted.slice(gap));
  if (wide > whole * 0.5 && sorted.length - gap <= few) return span(sorted.slice(0, gap));
  return [least(sorted), greatest(sorted)];
}

function least(held: number[]): number { return held.reduce((one, other) => Math.min(one, other), Infinity); }
function greatest(held: number[]): number { return held.reduce((one, other) => Math.max(one, other), -Infinity); }
