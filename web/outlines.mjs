// Cuts the world into what a first view needs and what only a close one does: coarse outlines in one script, fine ones
// a script a country, towns a script a cell of 30 degrees. Scripts, since a page opened from a file may not fetch one.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const COARSE_STEP = 0.02; // degrees: finer than 1:110 million is drawn
const CELL = 30;

export function writeOutlines(out) {
  const coarse = read("110m"), fine = read("50m");
  const finer = fine.objects.countries.geometries.map((country, number) => [number, ...boxesOf(fine, country)]);
  writeFileSync(`${out}/outlines.js`, `window.avermentOutlines=${JSON.stringify(requantized(coarse))};\nwindow.avermentFiner=${JSON.stringify(finer)};\n`);
  for (const folder of ["outlines", "towns"]) { rmSync(`${out}/${folder}`, { recursive: true, force: true }); mkdirSync(`${out}/${folder}`, { recursive: true }); }
  fine.objects.countries.geometries.forEach((country, number) => {
    writeFileSync(`${out}/outlines/${number}.js`, `(window.avermentFine??={})[${number}]=${JSON.stringify(alone(fine, country))};\n`);
  });
  const cells = new Map();
  for (const town of JSON.parse(readFileSync("src/towns.json", "utf8"))) {
    const key = `${Math.floor(town[1] / 100 / CELL)}_${Math.floor(town[2] / 100 / CELL)}`;
    cells.set(key, [...(cells.get(key) ?? []), town]);
  }
  for (const [key, towns] of cells) writeFileSync(`${out}/towns/${key}.js`, `(window.avermentTowns??={})["${key}"]=${JSON.stringify(towns)};\n`);
}

function read(scale) {
  const world = JSON.parse(readFileSync(`node_modules/world-atlas/countries-${scale}.json`, "utf8"));
  const geometries = world.objects.countries.geometries.filter((country) => country.properties.name !== "Antarctica"); // it goes all around
  world.objects = { countries: { type: "GeometryCollection", geometries } };
  return world;
}

/** Where a country lies: a box for its part west of Greenwich and one for its part east of it, in whole degrees. */
function boxesOf(world, country) {
  const shape = feature(world, country).geometry;
  const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  const sides = [[], []];
  for (const [ring] of parts) {
    const xs = ring.map(([x]) => x), ys = ring.map(([, y]) => y);
    const box = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys)), Math.ceil(Math.max(...xs)), Math.ceil(Math.max(...ys))];
    sides[box[0] + box[2] < 0 ? 0 : 1].push(box);
  }
  const around = (boxes) => [0, 1].map((at) => Math.min(...boxes.map((box) => box[at]))).concat([2, 3].map((at) => Math.max(...boxes.map((box) => box[at]))));
  return sides.filter((side) => side.length).map(around);
}

/** The same outlines on a coarser grid, which is a smaller file. */
function requantized(world) {
  const { scale, translate } = world.transform;
  world.arcs = world.arcs.map((arc) => {
    let x = 0, y = 0, lastX = 0, lastY = 0;
    const found = [];
    for (const [dx, dy] of arc) {
      x += dx; y += dy;
      const gridX = Math.round((x * scale[0] + translate[0] + 180) / COARSE_STEP), gridY = Math.round((y * scale[1] + translate[1] + 90) / COARSE_STEP);
      if (found.length && gridX === lastX && gridY === lastY) continue;
      found.push([gridX - lastX, gridY - lastY]);
      [lastX, lastY] = [gridX, gridY];
    }
    if (found.length === 1) found.push([0, 0]);
    return found;
  });
  world.transform = { scale: [COARSE_STEP, COARSE_STEP], translate: [-180, -90] };
  delete world.bbox;
  return world;
}

/** One country with only the arcs that it is made of. */
function alone(world, country) {
  const arcs = [], places = new Map();
  const place = (arc) => {
    const plain = arc < 0 ? ~arc : arc;
    if (!places.has(plain)) places.set(plain, arcs.push(world.arcs[plain]) - 1);
    return arc < 0 ? ~places.get(plain) : places.get(plain);
  };
  const placed = (held) => (Array.isArray(held) ? held.map(placed) : place(held));
  return { type: "Topology", transform: world.transform, objects: { country: { ...country, arcs: placed(country.arcs) } }, arcs };
}
