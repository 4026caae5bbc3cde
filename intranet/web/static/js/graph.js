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
  const rows = Math.max(...lanes.map((level) => Math.ceil(level.nodes.length / level.lanes)));
  const height = 44 + rows * (NODE.height + NODE.gap);
  const size = [Math.max(NODE.least, Math.min(NODE.most, step - 32)), NODE.height];
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

/** Where a line leaves one box and meets the other, and how far it swings out. */
function course(from, to, { size, sideways }) {
  const [dx, dy] = [size[0] / 2, size[1] / 2];
  const [right, down] = [to.x - from.x, to.y - from.y];
  if (sideways && Math.abs(right) > size[0]) {
    const way = Math.sign(right);
    return { coords: [[from.x + way * dx, from.y], [to.x - way * dx, to.y]], curveness: 0.08 };
  }
  if (sideways) {
    // within a column the line passes the boxes between at their right
    return { coords: [[from.x + dx, from.y], [to.x + dx, to.y]], curveness: (Math.sign(down) * 38) / Math.max(1, Math.abs(down)) };
  }
  if (Math.abs(down) > size[1]) {
    const way = Math.sign(down);
    return { coords: [[from.x, from.y + way * dy], [to.x, to.y - way * dy]], curveness: 0.08 };
  }
  const way = Math.sign(right) || 1;
  return { coords: [[from.x + way * dx, from.y], [to.x - way * dx, to.y]], curveness: 0 };
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

/** A box with the symbol in it; what is not in the store is dashed, what is over is struck through. */
function box(node, { x, y }, [width, height], c) {
  const quiet = node.missing || node.ended;
  const ink = node.centre ? c.onFill : quiet ? c.quiet : c.ink;
  const frame = {
    fill: node.centre ? c.fill : node.ended ? c.sunken : c.surface,
    stroke: node.centre ? c.fill : quiet ? c.line : c.accent,
    lineWidth: 1.5,
    lineDash: node.missing ? [5, 4] : null,
  };
  const text = { text: node.symbol, fill: ink, align: "center", verticalAlign: "middle", width: width - 8, overflow: "truncate", font: `${node.centre ? 600 : 500} ${width < 130 ? 12 : 13}px ${c.text.fontFamily}` };
  const parts = [
    { type: "rect", shape: { x: -width / 2, y: -height / 2, width, height, r: 6 }, style: frame },
    { type: "text", style: text, silent: true },
  ];
  if (node.ended) {
    const half = width / 2 - 10;
    parts.push({ type: "line", silent: true, shape: { x1: -half, x2: half, y1: 0, y2: 0 }, style: { stroke: ink, lineWidth: 1.2 } });
  }
  return { type: "group", x, y, children: parts, cursor: node.href ? "pointer" : "default" };
}

function line(arrow, laid, nodes, c, focus) {
  const changes = CHANGES.has(arrow.kind);
  // The ground stands before what rests on it; a change goes out from the paper that makes it.
  const [from, to] = changes ? [arrow.source, arrow.target] : [arrow.target, arrow.source];
  const ends = [nodes.get(from), nodes.get(to)];
  const near = ends.some((node) => (focus ? node.name === focus : node.centre));
  const weak = arrow.kind === "mentions" || ends.some((node) => node.missing);
  const { coords, curveness } = course(laid.places.get(from), laid.places.get(to), laid);
  return {
    coords,
    words: arrow.words,
    lineStyle: {
      color: changes ? c.danger : near ? c.accent : c.line,
      width: near && !weak ? 2 : 1.2,
      type: weak ? [4, 4] : "solid",
      opacity: near ? 0.95 : focus ? 0.12 : 0.4,
      curveness,
    },
  };
}

function words({ data }) {
  if (data.words) return data.words;
  if (!data.node) return "";
  const { symbol, title, state } = data.node;
  const short = title.length > 110 ? `${title.slice(0, 108)}…` : title;
  return [symbol, short.replace(/(.{40,}?)\s/g, "$1\n"), state].filter(Boolean).join("\n");
}

function picture(data, laid, width, focus) {
  const c = look();
  const nodes = new Map(data.nodes.map((node) => [node.name, node]));
  const boxes = data.nodes.map((node) => box(node, laid.places.get(node.name), laid.size, c));
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
      { ...flat, type: "lines", symbol: ["none", "arrow"], symbolSize: 7, z: 1, data: data.arrows.map((one) => line(one, laid, nodes, c, focus)) },
      { ...flat, type: "custom", z: 2, renderItem: (item) => boxes[item.dataIndex], data: data.nodes.map((node) => ({ name: node.name, node, value: Object.values(laid.places.get(node.name)) })) },
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
  let chart, focus;
  const paint = () => {
    const width = place.clientWidth;
    const laid = (place.dataset.lines === "columns" && width >= WIDE ? inColumns : inRows)(data, width);
    place.style.height = `${laid.height}px`;
    chart ??= globalThis.echarts.init(place, null, { renderer: "svg" });
    chart.resize();
    chart.setOption(picture(data, laid, width, focus), true);
  };
  paint();
  // Pointing at a paper brings out its own lines.
  const point = (name) => name !== focus && ((focus = name), paint());
  chart.on("mouseover", { seriesType: "custom" }, ({ data: hit }) => point(hit.node.name));
  chart.on("globalout", () => point(undefined));
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
