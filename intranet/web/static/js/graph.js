// Draws the papers around a directive: a column (or on narrow places a row) for each level, from the centre
// to our own plans. Wants: <figure><div class="graph" data-graph data-url="GET JSON" data-lines="columns|rows"
// role="img" aria-label="…" hidden></div><figcaption class="graph-note" hidden>…</figcaption></figure>.
//   JSON: {"columns": ["Trung ương", …], "left_out": "sentence or empty",
//          "nodes": [{name, symbol, title, state, column, centre, missing, ended, href}],
//          "arrows": [{source, target, kind, words}]}
// The drawing comes when it scrolls into sight; the list beside it says the same in words.
import { get } from "./server.js";

const WIDE = 640;
const NODE = { height: 34, gap: 12, most: 168, least: 104 };
const LANE = 12; // more papers of one level than this stand in two columns
const CHANGES = new Set(["amends", "replaces", "repeals"]);
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function levels(data) {
  const found = data.columns.map((word, at) => ({ word, nodes: data.nodes.filter((node) => node.column === at) }));
  return found.filter((level) => level.nodes.length);
}

/** Columns: each level one lane or more, its papers from top to bottom in the middle of the height. */
function inColumns(data, width) {
  const lanes = levels(data).map((level) => ({ ...level, lanes: Math.ceil(level.nodes.length / LANE) }));
  const step = width / lanes.reduce((sum, level) => sum + level.lanes, 0);
  const rows = Math.max(...lanes.map((level) => Math.min(LANE, level.nodes.length)));
  const height = 44 + rows * (NODE.height + NODE.gap);
  const size = [Math.max(NODE.least, Math.min(NODE.most, step - 44)), NODE.height];
  const heads = [];
  const places = new Map();
  let before = 0;
  for (const level of lanes) {
    heads.push({ word: level.word, x: step * (before + level.lanes / 2), y: 14, align: "center" });
    const each = Math.ceil(level.nodes.length / level.lanes);
    level.nodes.forEach((node, at) => {
      const top = 44 + ((rows - each) * (NODE.height + NODE.gap)) / 2;
      const y = top + (at % each) * (NODE.height + NODE.gap) + NODE.height / 2;
      places.set(node.name, { x: step * (before + Math.floor(at / each) + 0.5), y });
    });
    before += level.lanes;
  }
  return { places, heads, height, size, sideways: true };
}

/** Rows: each level a band under its word, as many papers beside one another as fit. */
function inRows(data, width) {
  const across = Math.max(1, Math.min(4, Math.floor(width / (NODE.least + 32))));
  const size = [Math.min(NODE.most, width / across - 14), NODE.height];
  const heads = [];
  const places = new Map();
  let y = 0;
  for (const level of levels(data)) {
    heads.push({ word: level.word, x: 2, y: y + 9, align: "left" });
    y += 22;
    level.nodes.forEach((node, at) => {
      const inRow = Math.min(across, level.nodes.length - Math.floor(at / across) * across);
      const x = (width / inRow) * ((at % across) + 0.5);
      places.set(node.name, { x, y: y + Math.floor(at / across) * (NODE.height + NODE.gap) + NODE.height / 2 });
    });
    y += Math.ceil(level.nodes.length / across) * (NODE.height + NODE.gap) + 14;
  }
  return { places, heads, height: Math.max(y - 14, 60), size, sideways: false };
}

/** Where a line leaves one box and meets the other: on the sides that face each other. */
function ends(from, to, { size, sideways }) {
  const [dx, dy] = [size[0] / 2, size[1] / 2];
  if (sideways && Math.abs(to.x - from.x) > size[0]) {
    const way = Math.sign(to.x - from.x);
    return [[from.x + way * dx, from.y], [to.x - way * dx, to.y]];
  }
  if (Math.abs(to.y - from.y) > size[1]) {
    const way = Math.sign(to.y - from.y);
    return [[from.x, from.y + way * dy], [to.x, to.y - way * dy]];
  }
  const way = Math.sign(to.x - from.x) || 1;
  return [[from.x + way * dx, from.y], [to.x - way * dx, to.y]];
}

function look() {
  return {
    text: { fontFamily: token("--t-family"), fontSize: 13 },
    ink: token("--c-ink"),
    quiet: token("--c-ink-3"),
    surface: token("--c-surface"),
    sunken: token("--c-sunken"),
    line: token("--c-line-strong"),
    accent: token("--c-accent"),
    fill: token("--c-accent-fill"),
    onFill: token("--c-on-accent"),
    danger: token("--c-danger"),
  };
}

function box(node, place, { size }, c) {
  const quiet = node.missing || node.ended;
  return {
    name: node.name,
    value: [place.x, place.y],
    node,
    symbolSize: size,
    cursor: node.href ? "pointer" : "default",
    itemStyle: {
      color: node.centre ? c.fill : node.ended ? c.sunken : c.surface,
      borderColor: node.centre ? c.fill : quiet ? c.line : c.accent,
      borderWidth: 1.5,
      borderType: node.missing ? "dashed" : "solid",
    },
    label: {
      show: true,
      ...c.text,
      fontWeight: node.centre ? 600 : 500,
      color: node.centre ? c.onFill : quiet ? c.quiet : c.ink,
      formatter: node.symbol,
      width: size[0] - 14,
      overflow: "truncate",
    },
  };
}

function line(arrow, laid, nodes, c) {
  const changes = CHANGES.has(arrow.kind);
  // The ground stands before what rests on it; a change goes out from the paper that makes it.
  const [from, to] = changes ? [arrow.source, arrow.target] : [arrow.target, arrow.source];
  const weak = arrow.kind === "mentions" || nodes.get(arrow.target)?.missing;
  return {
    coords: ends(laid.places.get(from), laid.places.get(to), laid),
    words: arrow.words,
    lineStyle: {
      color: changes ? c.danger : c.line,
      width: weak ? 1 : 1.6,
      type: weak ? "dashed" : "solid",
      opacity: weak ? 0.7 : 1,
      curveness: 0.12,
    },
  };
}

function strikes(data, { places, size }, c) {
  const crossed = data.nodes.filter((node) => node.ended && !node.centre);
  return crossed.map(({ name }) => {
    const { x, y } = places.get(name);
    const half = size[0] / 2 - 12;
    return { coords: [[x - half, y], [x + half, y]], lineStyle: { color: c.quiet, width: 1.2 } };
  });
}

function words({ data }) {
  if (data.words) return data.words;
  if (!data.node) return "";
  const { symbol, title, state } = data.node;
  const short = title.length > 110 ? `${title.slice(0, 108)}…` : title;
  return [symbol, short.replace(/(.{40,}?)\s/g, "$1\n"), state].filter(Boolean).join("\n");
}

function picture(data, laid, width) {
  const c = look();
  const nodes = new Map(data.nodes.map((node) => [node.name, node]));
  const flat = { coordinateSystem: "cartesian2d", animation: false };
  return {
    animation: false,
    textStyle: c.text,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: "value", min: 0, max: width, show: false },
    yAxis: { type: "value", min: 0, max: laid.height, inverse: true, show: false },
    // an HTML tooltip needs inline styles, which the policy forbids
    tooltip: { renderMode: "richText", confine: true, formatter: words, textStyle: c.text },
    graphic: laid.heads.map(({ word, x, y, align }) => ({
      type: "text",
      silent: true,
      style: { text: word, x, y, align, verticalAlign: "middle", fill: c.quiet, font: `600 12px ${c.text.fontFamily}` },
    })),
    series: [
      { ...flat, type: "lines", symbol: ["none", "arrow"], symbolSize: 7, z: 1, data: data.arrows.map((one) => line(one, laid, nodes, c)) },
      { ...flat, type: "scatter", symbol: "roundRect", z: 2, data: data.nodes.map((one) => box(one, laid.places.get(one.name), laid, c)) },
      { ...flat, type: "lines", symbol: "none", silent: true, z: 3, data: strikes(data, laid, c) },
    ],
  };
}

async function draw(place) {
  const [data] = await Promise.all([get(place.dataset.url), import("../vendor/echarts/echarts.min.js")]);
  if (data.nodes.length < 2) return;
  place.hidden = false;
  const note = place.parentElement.querySelector(".graph-note");
  note.hidden = false;
  if (data.left_out) note.append(` ${data.left_out}`);
  let chart;
  const paint = () => {
    const width = place.clientWidth;
    const laid = (place.dataset.lines === "columns" && width >= WIDE ? inColumns : inRows)(data, width);
    place.style.height = `${laid.height}px`;
    chart ??= globalThis.echarts.init(place, null, { renderer: "svg" });
    chart.resize();
    chart.setOption(picture(data, laid, width), true);
  };
  paint();
  chart.on("click", ({ data: hit }) => hit.node?.href && location.assign(hit.node.href));
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  matchMedia("print").addEventListener("change", paint);
  let before = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === before) return;
    before = place.clientWidth;
    paint();
  }).observe(place);
}

for (const place of document.querySelectorAll("[data-graph]")) {
  const sight = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    sight.disconnect();
    draw(place);
  }, { rootMargin: "200px" });
  sight.observe(place.parentElement);
}
