// The map: outlines only; each incident with the precision it was told with; several at one place fan out around it.
import * as L from "leaflet";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { colours, type Colours } from "./colours";
import type { Point } from "./points";

declare global {
  interface Window { avermentOutlines?: Record<string, Topology | GeoJSON.FeatureCollection>; avermentTowns?: [string, number, number, number][] }
}

const HAS_DOT = new Set(["point", "town", "near", "district", "region", "area", "line", "sea"]);
const FINE_FROM_ZOOM = 5; // closer than this, the coarse outlines would be wrong by more than a street of pixels
const FANS_BY_ITSELF = 7; // more at one place are a number until one asks for them
const features: Record<string, GeoJSON.Feature[]> = {};
const TOWNS_FROM_ZOOM = 4.5;
const TURN = Math.PI * (3 - Math.sqrt(5));

interface Spot { latitude: number; longitude: number; points: Point[] }
type Box = [number, number, number, number];
interface Drawn { x: number; y: number; point: Point | null; spot: Spot }

export class IncidentMap {
  private readonly map: L.Map;
  private readonly canvas: HTMLCanvasElement;
  private spots: Spot[] = [];
  private drawn: Drawn[] = [];
  private matching: Set<number> = new Set();
  private opened: Spot | null = null;
  private colour: Colours = colours();
  private outlines = L.layerGroup();
  private shownScale = "";
  private readonly tip = L.tooltip({ direction: "top", offset: [0, -6] });

  constructor(private readonly holder: HTMLElement, private readonly visit: (point: Point) => void, moved: (box: string) => void) {
    this.map = L.map(holder, { preferCanvas: true, zoomSnap: 0.5, minZoom: 1, maxZoom: 12, worldCopyJump: true, attributionControl: true, zoomAnimation: false, fadeAnimation: false, inertia: false });
    this.map.attributionControl.setPrefix("").addAttribution("Outlines: Natural Earth, public domain. Towns: GeoNames, CC BY 4.0");
    this.map.setView([25, 20], 1.5);
    const pane = this.map.createPane("outlines");
    pane.style.zIndex = "200";
    this.outlines.addTo(this.map);
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", this.map.getPane("overlayPane")!);
    this.map.on("moveend zoomend resize viewreset", () => this.redraw());
    this.map.on("moveend", () => { this.chooseOutlines(); moved(this.box()); });
    this.map.on("mousemove", (event: L.LeafletMouseEvent) => this.hover(event));
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
    this.shownScale = "";
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

  private chooseOutlines(): void {
    const wanted = this.map.getZoom() >= FINE_FROM_ZOOM && window.avermentOutlines?.["50m"] ? "50m" : "110m";
    if (this.map.getZoom() >= TOWNS_FROM_ZOOM) this.fetchCloser();
    if (wanted === this.shownScale && wanted === "110m") return;
    const world = window.avermentOutlines?.[wanted];
    if (!world) return;
    this.shownScale = wanted;
    const view = this.map.getBounds().pad(0.6);
    const countries = (features[wanted] ??= decode(world));
    const near = this.near = wanted === "110m" ? countries : countries.filter((country) => touches(country, view));
    this.outlines.clearLayers();
    const style = { color: this.colour.border, weight: 0.8, fillColor: this.colour.land, fillOpacity: 1 };
    L.geoJSON({ type: "FeatureCollection", features: near } as GeoJSON.FeatureCollection, { interactive: false, pane: "outlines", style: () => style, renderer: this.renderer() } as L.GeoJSONOptions).addTo(this.outlines);
  }

  private near: GeoJSON.Feature[] = [];
  private held: L.Canvas | null = null;
  private renderer(): L.Canvas {
    return (this.held ??= L.canvas({ pane: "outlines", padding: 0.5 }));
  }

  /** What only a close view needs: finer outlines and the names of towns. Scripts, since a file may not fetch a file. */
  private fetchCloser(): void {
    const addresses = this.holder.dataset["closer"]?.split(" ").filter(Boolean) ?? [];
    this.holder.dataset["closer"] = "";
    for (const address of addresses) {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => { this.chooseOutlines(); this.redraw(); });
      document.head.append(script);
    }
  }

  private redraw(): void {
    const size = this.map.getSize(), ratio = Math.min(devicePixelRatio || 1, 2);
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    L.DomUtil.setPosition(this.canvas, corner);
    this.canvas.width = size.x * ratio;
    this.canvas.height = size.y * ratio;
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    const pen = this.canvas.getContext("2d")!;
    pen.scale(ratio, ratio);
    this.drawn = [];
    this.drawTowns(pen, size, this.drawCountries(pen, size));
    for (const isMatching of [false, true]) for (const spot of this.spots) this.drawSpot(pen, spot, isMatching, size);
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
    const view = this.map.getBounds(), taken: Box[] = this.spots.map((spot): Box => {
      const at = this.map.latLngToContainerPoint([spot.latitude, spot.longitude]);
      return [at.x - 12, at.y - 10, at.x + 12, at.y + 10];
    }).concat(named);
    pen.font = `11px ${this.colour.font}`;
    pen.textAlign = "left"; pen.textBaseline = "middle";
    pen.fillStyle = this.colour.soft;
    let shown = 0;
    for (const [name, latitude, longitude] of window.avermentTowns) {
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

  private drawSpot(pen: CanvasRenderingContext2D, spot: Spot, isMatching: boolean, size: L.Point): void {
    const points = spot.points.filter((point) => this.matching.has(point.index) === isMatching);
    if (!points.length) return;
    const centre = this.map.latLngToContainerPoint([spot.latitude, spot.longitude]);
    if (centre.x < -40 || centre.y < -40 || centre.x > size.x + 40 || centre.y > size.y + 40) return;
    pen.globalAlpha = isMatching ? 1 : 0.22;
    pen.strokeStyle = pen.fillStyle = isMatching ? this.colour.accent : this.colour.soft;
    if (points.length === 1) { this.drawMark(pen, points[0]!, centre.x, centre.y, spot, isMatching); return; }
    const isFanned = isMatching && (spot === this.opened || (points.length <= FANS_BY_ITSELF && this.spots.length <= 60));
    if (!isFanned) { this.drawNumber(pen, points.length, centre.x, centre.y, spot, isMatching); return; }
    points.forEach((point, number) => {
      const far = points.length <= 8 ? 24 : 16 + 6.5 * Math.sqrt(number + 4);
      const turn = points.length <= 8 ? (2 * Math.PI * number) / points.length - Math.PI / 2 : number * TURN;
      const x = centre.x + far * Math.cos(turn), y = centre.y + far * Math.sin(turn);
      pen.lineWidth = 0.7;
      pen.beginPath(); pen.moveTo(centre.x, centre.y); pen.lineTo(x, y); pen.stroke();
      this.drawMark(pen, point, x, y, spot, isMatching);
    });
    pen.beginPath(); pen.arc(centre.x, centre.y, 2, 0, 7); pen.fill();
  }

  /** A dot for a place, a ring for near it, a hatched disc for somewhere in an area, a bar for somewhere along a line. */
  private drawMark(pen: CanvasRenderingContext2D, point: Point, x: number, y: number, spot: Spot, isLive: boolean): void {
    pen.lineWidth = 1.6;
    pen.beginPath();
    switch (point.precision) {
      case "near": pen.arc(x, y, 6.5, 0, 7); pen.stroke(); break;
      case "district": case "region": case "area": case "sea": hatch(pen, x, y, point.precision === "district" ? 7 : 9.5); break;
      case "line": pen.moveTo(x - 8, y + 3); pen.lineTo(x + 8, y - 3); pen.lineWidth = 3; pen.stroke(); break;
      default: pen.arc(x, y, 4.6, 0, 7); pen.fill(); pen.strokeStyle = this.colour.paper; pen.lineWidth = 1; pen.stroke(); pen.strokeStyle = this.colour.accent;
    }
    if (isLive) this.drawn.push({ x, y, point, spot });
  }

  private drawNumber(pen: CanvasRenderingContext2D, number: number, x: number, y: number, spot: Spot, isLive: boolean): void {
    const radius = 7 + 2.2 * Math.log10(number) * 2;
    pen.beginPath(); pen.arc(x, y, radius, 0, 7);
    pen.fillStyle = this.colour.paper; pen.fill();
    pen.lineWidth = 1.6; pen.stroke();
    pen.fillStyle = isLive ? this.colour.ink : this.colour.soft;
    pen.font = `600 11px ${this.colour.font}`;
    pen.textAlign = "center"; pen.textBaseline = "middle";
    pen.fillText(String(number), x, y + 0.5);
    if (isLive) this.drawn.push({ x, y, point: null, spot });
  }

  private nearest(at: L.Point): Drawn | null {
    let best: Drawn | null = null, least = 14;
    for (const one of this.drawn) {
      const far = Math.hypot(one.x - at.x, one.y - at.y);
      if (far < least) { best = one; least = far; }
    }
    return best;
  }

  private hover(event: L.LeafletMouseEvent): void {
    const found = this.nearest(event.containerPoint);
    this.holder.style.cursor = found ? "pointer" : "";
    if (!found) { this.tip.remove(); return; }
    const words = document.createElement("bdi");
    words.textContent = found.point ? found.point.title : `${found.spot.points.length} incidents at ${found.spot.points[0]?.place ?? "one place"}: choose to fan them out`;
    this.tip.setContent(words).setLatLng(this.map.containerPointToLatLng([found.x, found.y])).addTo(this.map);
  }

  private click(event: L.LeafletMouseEvent): void {
    const found = this.nearest(event.containerPoint);
    this.tip.remove();
    if (found?.point) { this.visit(found.point); return; }
    this.opened = found ? found.spot : null;
    this.redraw();
  }
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
  return world.type === "FeatureCollection" ? world.features : feature(world, world.objects["countries"] as GeometryCollection).features;
}

const boxes = new WeakMap<object, L.LatLngBounds>();

function boundsOf(country: GeoJSON.Feature): L.LatLngBounds {
  let box = boxes.get(country);
  if (!box) boxes.set(country, (box = L.geoJSON(country).getBounds()));
  return box;
}

function touches(country: GeoJSON.Feature, view: L.LatLngBounds): boolean {
  const box = boundsOf(country);
  return !box.isValid() || box.intersects(view);
}

function isInside(ring: GeoJSON.Position[], at: L.LatLng): boolean {
  let is = false;
  for (let one = 0, other = ring.length - 1; one < ring.length; other = one, one += 1) {
    const [x1, y1] = ring[one] as [number, number], [x2, y2] = ring[other] as [number, number];
    if (y1 > at.lat !== y2 > at.lat && at.lng < ((x2 - x1) * (at.lat - y1)) / (y2 - y1) + x1) is = !is;
  }
  return is;
}
