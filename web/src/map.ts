// The map: outlines only; each incident with the precision it was told with; several at one place fan out around it.
import * as L from "leaflet";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { colours, type Colours } from "./colours";
import type { Point } from "./points";

declare global {
  interface Window {
    avermentOutlines?: Topology | GeoJSON.FeatureCollection;
    avermentFiner?: [number, ...[number, number, number, number][]][]; // which country lies where
    avermentFine?: Record<number, Topology>;
    avermentTowns?: Record<string, [string, number, number, number][]>;
  }
}

const HAS_DOT = new Set(["point", "town", "near", "district", "region", "area", "line", "sea"]);
const FINE_FROM_ZOOM = 5; // closer than this, the coarse outlines would be wrong by more than a street of pixels
const FANS_BY_ITSELF = 7; // more at one place are a number until one asks for them
const CELL = 30; // degrees of a script of towns
const decoded = new WeakMap<object, GeoJSON.Feature[]>();
const TOWNS_FROM_ZOOM = 4.5;
const FEW_PLACES = 60; // more than these are drawn as heaps where they would cover each other
const HEAP = 30; // pixels
const RESTS = 40; // milliseconds
const TURN = Math.PI * (3 - Math.sqrt(5));

interface Spot { latitude: number; longitude: number; points: Point[] }
type Box = [number, number, number, number];
interface Heap { x: number; y: number; spots: Spot[]; points: Point[] }
interface Drawn { x: number; y: number; point: Point | null; heap: Heap }

/** The outlines, which follow a move in the next frame and not in the task in which the hand lets go. */
class Outlines extends L.Canvas {
  private waiting = 0;

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    const held = super.getEvents!() as Record<string, L.LeafletEventHandlerFn>, follow = held["moveend"]!;
    return { ...held, moveend: (event) => {
      cancelAnimationFrame(this.waiting);
      this.waiting = requestAnimationFrame(() => follow.call(this, event));
    } };
  }
}

export class IncidentMap {
  private readonly map: L.Map;
  private readonly canvas: HTMLCanvasElement;
  private readonly names: HTMLCanvasElement;
  private naming = 0;
  private hovering = 0;
  private drawing = 0;
  private spots: Spot[] = [];
  private drawn: Drawn[] = [];
  private matching: Set<number> = new Set();
  private opened: Spot | null = null;
  private colour: Colours = colours();
  private outlines = L.layerGroup();
  private shownOutlines = "";
  private readonly tip = L.tooltip({ direction: "top", offset: [0, -6] });

  constructor(private readonly holder: HTMLElement, private readonly visit: (point: Point) => void, moved: (box: string) => void) {
    this.map = L.map(holder, { preferCanvas: true, zoomSnap: 0.5, minZoom: 1, maxZoom: 12, worldCopyJump: true, attributionControl: true, zoomAnimation: false, fadeAnimation: false, inertia: false });
    this.map.attributionControl.setPrefix("").addAttribution("Outlines: Natural Earth, public domain. Towns: GeoNames, CC BY 4.0");
    this.map.setView([25, 20], 1.5);
    const pane = this.map.createPane("outlines");
    pane.style.zIndex = "200";
    this.outlines.addTo(this.map);
    this.names = L.DomUtil.create("canvas", "leaflet-zoom-hide", this.map.getPane("overlayPane")!);
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", this.map.getPane("overlayPane")!);
    this.map.on("moveend zoomend resize viewreset", () => this.redrawSoon());
    this.map.on("moveend", () => { this.chooseOutlines(); moved(this.box()); });
    this.map.on("mousemove", (event: L.LeafletMouseEvent) => this.hoverSoon(event));
    this.map.on("mousedown", () => clearTimeout(this.hovering));
    this.map.on("click", (event: L.LeafletMouseEvent) => this.click(event));
    this.chooseOutlines();
  }

  show(points: Point[]): void {
    const spots = new Map<string, Spot>();
    for (const point of points) {
      if (point.latitude === null || point.longitude === null || !HAS_DOT.has(point.precision ?? "")) continue;
      const key = `${point.latitude.toFixed(4)},${point.longitude.toFixed(4)}`;
      let spot = spots.get(key);
      if (!spot) spots.set(key, (spot = { latitude: point.latitude, longitude: point.longitude, points: [] }));
      spot.points.push(point);
    }
    this.spots = [...spots.values()].sort((one, other) => other.points.length - one.points.length);
    this.matching = new Set(points.map((point) => point.index));
    if (this.spots.length) this.map.fitBounds(L.latLngBounds(this.spots.map((spot) => [spot.latitude, spot.longitude])), { padding: [36, 36], maxZoom: 7, animate: false });
    this.redraw();
  }

  /** Which incidents the filter leaves; the others stay as faint marks. */
  match(indices: Set<number>): void {
    this.matching = indices;
    this.redraw();
  }

  recolour(): void {
    this.colour = colours();
    this.shownOutlines = "";
    this.chooseOutlines();
    this.redraw();
  }

  box(): string {
    const bounds = this.map.getBounds();
    return [Math.max(bounds.getWest(), -180), bounds.getSouth(), Math.min(bounds.getEast(), 180), bounds.getNorth()].map((edge) => edge.toFixed(3)).join(",");
  }

  static hasDot(point: Point): boolean {
    return point.latitude !== null && HAS_DOT.has(point.precision ?? "");
  }

  /** Coarse outlines far away; close by the fine ones of the countries in view, once all of them are here. */
  private chooseOutlines(): void {
    const world = window.avermentOutlines;
    if (!world) return;
    const zoom = this.map.getZoom(), view = this.map.getBounds().pad(0.3);
    if (zoom >= TOWNS_FROM_ZOOM) this.fetchScripts(this.townCells(view).map((cell) => `towns/${cell}`));
    const wanted = zoom >= FINE_FROM_ZOOM ? this.countriesIn(view) : [];
    this.fetchScripts(wanted.map((number) => `outlines/${number}`));
    const isFine = wanted.length > 0 && wanted.every((number) => window.avermentFine?.[number]);
    const shown = isFine ? wanted.join(" ") : "coarse";
    if (shown === this.shownOutlines) return;
    this.shownOutlines = shown;
    this.near = isFine ? wanted.flatMap((number) => decode(window.avermentFine![number]!)) : decode(world);
    this.outlines.clearLayers();
    const style = { color: this.colour.border, weight: 0.8, fillColor: this.colour.land, fillOpacity: 1 };
    const drawn = { type: "FeatureCollection", features: this.near } as GeoJSON.FeatureCollection;
    L.geoJSON(drawn, { interactive: false, pane: "outlines", smoothFactor: 1.6, style: () => style, renderer: this.renderer() } as L.GeoJSONOptions).addTo(this.outlines);
  }

  private countriesIn(view: L.LatLngBounds): number[] {
    const [west, east] = [view.getWest(), view.getEast()], [south, north] = [view.getSouth(), view.getNorth()];
    return (window.avermentFiner ?? [])
      .filter(([, ...boxes]) => boxes.some((box) => box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south))
      .map(([number]) => number);
  }

  private townCells(view: L.LatLngBounds): string[] {
    const cells: string[] = [];
    for (let row = Math.floor(view.getSouth() / CELL); row <= Math.floor(view.getNorth() / CELL); row += 1)
      for (let column = Math.floor(view.getWest() / CELL); column <= Math.floor(view.getEast() / CELL); column += 1) cells.push(`${row}_${column}`);
    return cells;
  }

  private readonly fetched = new Set<string>();

  private fetchScripts(names: string[]): void {
    for (const name of names.filter((name) => !this.fetched.has(name))) {
      this.fetched.add(name);
      const script = document.createElement("script");
      script.src = `${document.body.dataset["base"] ?? "/"}static/${name}.js`;
      script.addEventListener("load", () => { this.chooseOutlines(); this.redraw(); });
      document.head.append(script);
    }
  }

  private near: GeoJSON.Feature[] = [];
  private held: L.Canvas | null = null;
  private renderer(): L.Canvas {
    return (this.held ??= new Outlines({ pane: "outlines", padding: 0.2 }));
  }

  /** Once, two frames on, however many events ask for it: the hand lets go in one task, the outlines have the next. */
  private redrawSoon(): void {
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => { this.drawing = requestAnimationFrame(() => this.redraw()); });
  }

  private redraw(): void {
    const pen = this.fresh(this.canvas), size = this.map.getSize();
    this.drawn = [];
    for (const isMatching of [false, true]) for (const heap of this.heaps(isMatching, size)) this.drawHeap(pen, heap, isMatching);
    clearTimeout(this.naming); // the names wait until the marks stand: two short tasks and not one long one
    this.naming = setTimeout(() => this.drawNames(), 40);
  }

  private drawNames(): void {
    const pen = this.fresh(this.names), size = this.map.getSize();
    this.drawTowns(pen, size, this.drawCountries(pen, size));
  }

  /** The canvas cleared and laid over what the map shows now. */
  private fresh(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const size = this.map.getSize(), ratio = Math.min(devicePixelRatio || 1, 2);
    const wide = Math.round(size.x * ratio), high = Math.round(size.y * ratio), pen = canvas.getContext("2d")!;
    L.DomUtil.setPosition(canvas, this.map.containerPointToLayerPoint([0, 0]));
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    } else {
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.globalAlpha = 1;
      pen.clearRect(0, 0, wide, high);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    return pen;
  }

  /** Places with what is to be drawn at them; of many places those that would cover each other are one heap. */
  private heaps(isMatching: boolean, size: L.Point): Heap[] {
    const found: Heap[] = [], near = new Map<string, Heap>(), isMany = this.spots.length > FEW_PLACES;
    for (const spot of this.spots) {
      const points = spot.points.filter((point) => this.matching.has(point.index) === isMatching);
      if (!points.length) continue;
      const at = this.map.latLngToContainerPoint([spot.latitude, spot.longitude]);
      if (at.x < -40 || at.y < -40 || at.x > size.x + 40 || at.y > size.y + 40) continue;
      const column = Math.floor(at.x / HEAP), row = Math.floor(at.y / HEAP), key = `${column},${row}`;
      const held = isMany ? around(column, row).map((cell) => near.get(cell)).find((one) => one && Math.hypot(one.x - at.x, one.y - at.y) < HEAP) : undefined;
      if (held) { held.spots.push(spot); held.points.push(...points); continue; }
      const heap: Heap = { x: at.x, y: at.y, spots: [spot], points };
      near.set(key, heap);
      found.push(heap);
    }
    return found;
  }

  /** The names of countries, each in the middle of what is seen of it. */
  private drawCountries(pen: CanvasRenderingContext2D, size: L.Point): Box[] {
    const seen = new Map<string, { x: number; y: number; many: number }>();
    const step = Math.max(size.x / 12, 40);
    for (let x = step / 2; x < size.x; x += step) for (let y = step / 2; y < size.y; y += step) {
      const at = this.map.containerPointToLatLng([x, y]), name = this.countryAt(at.wrap());
      if (!name) continue;
      const held = seen.get(name) ?? { x: 0, y: 0, many: 0 };
      seen.set(name, { x: held.x + x, y: held.y + y, many: held.many + 1 });
    }
    pen.font = `600 11px ${this.colour.font}`;
    pen.textAlign = "center"; pen.textBaseline = "middle";
    pen.fillStyle = this.colour.border;
    const boxes: Box[] = [];
    for (const [name, held] of seen) {
      if (held.many <= 4) continue;
      const words = name.toUpperCase().split("").join("\u200a"), x = held.x / held.many, y = held.y / held.many, half = pen.measureText(words).width / 2;
      pen.fillText(words, x, y);
      boxes.push([x - half, y - 8, x + half, y + 8]);
    }
    return boxes;
  }

  private countryAt(at: L.LatLng): string | null {
    for (const country of this.near) {
      if (!boundsOf(country).contains(at)) continue;
      const shape = country.geometry as GeoJSON.Polygon | GeoJSON.MultiPolygon;
      const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
      if (parts.some((rings) => rings[0] && isInside(rings[0], at))) return String(country.properties?.["name"] ?? "");
    }
    return null;
  }

  /** The largest towns in view, small and grey: to find one's way, not to say anything of them. */
  private drawTowns(pen: CanvasRenderingContext2D, size: L.Point, named: Box[]): void {
    const zoom = this.map.getZoom();
    if (zoom < TOWNS_FROM_ZOOM || !window.avermentTowns) return;
    const view = this.map.getBounds();
    const towns = this.townCells(view).flatMap((cell) => window.avermentTowns?.[cell] ?? []).sort((one, other) => other[3] - one[3]);
    const taken: Box[] = this.drawn.map((one): Box => [one.x - 10, one.y - 9, one.x + 10, one.y + 9]).concat(named);
    pen.font = `11px ${this.colour.font}`;
    pen.textAlign = "left"; pen.textBaseline = "middle";
    pen.fillStyle = this.colour.soft;
    let shown = 0;
    for (const [name, latitude, longitude] of towns) {
      if (shown > 28) break; // largest first: more names than this are noise
      const [north, east] = [latitude / 100, longitude / 100];
      if (north < view.getSouth() || north > view.getNorth() || east < view.getWest() || east > view.getEast()) continue;
      const at = this.map.latLngToContainerPoint([north, east]), wide = pen.measureText(name).width + 8;
      const box: Box = [at.x - 3, at.y - 7, at.x + wide, at.y + 7];
      if (box[2] > size.x || taken.some((held) => held[0] < box[2] && held[2] > box[0] && held[1] < box[3] && held[3] > box[1])) continue;
      taken.push(box);
      shown += 1;
      pen.fillRect(at.x - 1, at.y - 1, 2.4, 2.4);
      pen.fillText(name, at.x + 5, at.y);
    }
  }

  private drawHeap(pen: CanvasRenderingContext2D, heap: Heap, isMatching: boolean): void {
    const { points, x: left, y: top } = heap;
    pen.globalAlpha = isMatching ? 1 : 0.22;
    pen.strokeStyle = pen.fillStyle = isMatching ? this.colour.accent : this.colour.soft;
    if (points.length === 1) { this.drawMark(pen, points[0]!, left, top, heap, isMatching); return; }
    const isOne = heap.spots.length === 1;
    const isFanned = isMatching && isOne && (heap.spots[0] === this.opened || (points.length <= FANS_BY_ITSELF && this.spots.length <= FEW_PLACES));
    if (!isFanned) { this.drawNumber(pen, points.length, heap, isMatching); return; }
    points.forEach((point, number) => {
      const far = points.length <= 8 ? 24 : 16 + 6.5 * Math.sqrt(number + 4);
      const turn = points.length <= 8 ? (2 * Math.PI * number) / points.length - Math.PI / 2 : number * TURN;
      const x = left + far * Math.cos(turn), y = top + far * Math.sin(turn);
      pen.lineWidth = 0.7;
      pen.beginPath(); pen.moveTo(left, top); pen.lineTo(x, y); pen.stroke();
      this.drawMark(pen, point, x, y, heap, isMatching);
    });
    pen.beginPath(); pen.arc(left, top, 2, 0, 7); pen.fill();
  }

  /** A dot for a place, a ring for near it, a hatched disc for somewhere in an area, a bar for somewhere along a line. */
  private drawMark(pen: CanvasRenderingContext2D, point: Point, x: number, y: number, heap: Heap, isLive: boolean): void {
    pen.lineWidth = 1.6;
    pen.beginPath();
    switch (point.precision) {
      case "near": pen.arc(x, y, 6.5, 0, 7); pen.stroke(); break;
      case "district": case "region": case "area": case "sea": hatch(pen, x, y, point.precision === "district" ? 7 : 9.5); break;
      case "line": pen.moveTo(x - 8, y + 3); pen.lineTo(x + 8, y - 3); pen.lineWidth = 3; pen.stroke(); break;
      default: pen.arc(x, y, 4.6, 0, 7); pen.fill(); pen.strokeStyle = this.colour.paper; pen.lineWidth = 1; pen.stroke(); pen.strokeStyle = this.colour.accent;
    }
    if (isLive) this.drawn.push({ x, y, point, heap });
  }

  private drawNumber(pen: CanvasRenderingContext2D, number: number, heap: Heap, isLive: boolean): void {
    const { x, y } = heap;
    const radius = 7 + 2.2 * Math.log10(number) * 2;
    pen.beginPath(); pen.arc(x, y, radius, 0, 7);
    pen.fillStyle = this.colour.paper; pen.fill();
    pen.lineWidth = 1.6; pen.stroke();
    pen.fillStyle = isLive ? this.colour.ink : this.colour.soft;
    pen.font = `600 11px ${this.colour.font}`;
    pen.textAlign = "center"; pen.textBaseline = "middle";
    pen.fillText(String(number), x, y + 0.5);
    if (isLive) this.drawn.push({ x, y, point: null, heap });
  }

  private nearest(at: L.Point): Drawn | null {
    let best: Drawn | null = null, least = 14;
    for (const one of this.drawn) {
      const far = Math.hypot(one.x - at.x, one.y - at.y);
      if (far < least) { best = one; least = far; }
    }
    return best;
  }

  /** A hand that passes over the map or moves it asks for no names: one that rests does. */
  private hoverSoon(event: L.LeafletMouseEvent): void {
    clearTimeout(this.hovering);
    if (event.originalEvent.buttons) this.tip.remove();
    else this.hovering = setTimeout(() => this.hover(event), RESTS);
  }

  private hover(event: L.LeafletMouseEvent): void {
    const found = this.nearest(event.containerPoint);
    this.holder.style.cursor = found ? "pointer" : "";
    if (!found) { this.tip.remove(); return; }
    const words = document.createElement("bdi");
    words.textContent = found.point ? found.point.title : heapWords(found.heap);
    this.tip.setContent(words).setLatLng(this.map.containerPointToLatLng([found.x, found.y])).addTo(this.map);
  }

  private click(event: L.LeafletMouseEvent): void {
    const found = this.nearest(event.containerPoint);
    this.tip.remove();
    if (found?.point) { this.visit(found.point); return; }
    const spots = found?.heap.spots ?? [];
    if (spots.length > 1) { this.map.fitBounds(L.latLngBounds(spots.map((spot) => [spot.latitude, spot.longitude])), { padding: [60, 60], animate: false }); return; }
    this.opened = spots[0] ?? null;
    this.redraw();
  }
}

function around(column: number, row: number): string[] {
  return [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => `${column + right},${row + down}`));
}

function heapWords(heap: Heap): string {
  const places = heap.spots.length > 1 ? `${heap.spots.length} places: choose to go closer` : `${heap.points[0]?.place ?? "one place"}: choose to fan them out`;
  return `${heap.points.length} incidents at ${places}`;
}

function hatch(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.save();
  pen.beginPath(); pen.arc(x, y, radius, 0, 7); pen.lineWidth = 1.1; pen.stroke(); pen.clip();
  pen.beginPath();
  for (let step = -2 * radius; step <= 2 * radius; step += 4) { pen.moveTo(x + step - radius, y + radius); pen.lineTo(x + step + radius, y - radius); }
  pen.lineWidth = 0.9; pen.stroke();
  pen.restore();
}

/** The countries of our own outlines, or of those that somebody put in their place. */
function decode(world: Topology | GeoJSON.FeatureCollection): GeoJSON.Feature[] {
  let found = decoded.get(world);
  if (!found) {
    const held = world.type === "FeatureCollection" ? world : feature(world, Object.values(world.objects)[0] as GeometryCollection);
    decoded.set(world, (found = "features" in held ? held.features : [held as GeoJSON.Feature]));
    for (const country of found) unwrap(country);
  }
  return found;
}

/** A country that lies on both sides of the 180th meridian goes on beyond it, and not back around the earth. */
function unwrap(country: GeoJSON.Feature): void {
  const shape = country.geometry as GeoJSON.Polygon | GeoJSON.MultiPolygon;
  for (const ring of (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates).flat())
    for (let at = 1; at < ring.length; at += 1) {
      const jump = ring[at]![0]! - ring[at - 1]![0]!;
      if (Math.abs(jump) > 180) ring[at] = [ring[at]![0]! - 360 * Math.sign(jump), ring[at]![1]!];
    }
}

const boxes = new WeakMap<object, L.LatLngBounds>();

function boundsOf(country: GeoJSON.Feature): L.LatLngBounds {
  let box = boxes.get(country);
  if (!box) boxes.set(country, (box = L.geoJSON(country).getBounds()));
  return box;
}

function isInside(ring: GeoJSON.Position[], at: L.LatLng): boolean {
  let is = false;
  for (let one = 0, other = ring.length - 1; one < ring.length; other = one, one += 1) {
    const [x1, y1] = ring[one] as [number, number], [x2, y2] = ring[other] as [number, number];
    if (y1 > at.lat !== y2 > at.lat && at.lng < ((x2 - x1) * (at.lat - y1)) / (y2 - y1) + x1) is = !is;
  }
  return is;
}
