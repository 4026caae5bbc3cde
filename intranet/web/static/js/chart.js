// Draws a curve over time or bars from data in the page, in the colours of the tokens (light, dark, paper).
// Wants: <div class="chart" data-chart="curve|bars" data-source="element id" role="img" aria-label="…">
//   with <script type="application/json" id="element id">{…}</script>, or data-url="GET JSON".
//   curve: {"days": ["10/11", …], "values": [0, 19, …], "total": 83, "total_label": "Đủ 83 người",
//           "deadline": "20/11", "deadline_label": "Hạn 20/11", "last_label": "75/83"}; days to come are null
//   bars:  {"labels": […], "values": […], "unit": "văn bản", "late": [indexes drawn in red]}
//   columns: {"labels": […], "series": [{"name": "…", "values": [97.5, null, …]}, …]}, per cents side by side;
//            "lying": true turns them, for many or long names
// The same numbers should stand in words or a table beside it: a chart alone tells too few people.
import { get } from "./server.js";
import "../vendor/echarts/echarts.min.js";

function look(place = document.documentElement) {
  const token = (name) => getComputedStyle(place).getPropertyValue(name).trim();
  const ink = token("--chart-text");
  const text = { fontFamily: token("--t-family"), fontSize: 13, color: ink };
  return {
    ink,
    text,
    main: token("--chart-1"),
    quiet: token("--chart-2"),
    late: token("--chart-3"),
    lines: { lineStyle: { color: token("--chart-grid") } },
    note: (words, color) => ({ ...text, formatter: words, color, fontWeight: 600 }),
  };
}

function frame({ text, lines }) {
  return {
    animation: false,
    textStyle: text,
    // the page names the chart itself, in its language; the library knows English only
    aria: { enabled: false },
    grid: { left: 40, right: 28, top: 30, bottom: 28 },
    // an HTML tooltip needs inline styles, which the policy forbids
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: { type: "category", axisTick: { show: false }, axisLine: lines, axisLabel: text },
    yAxis: { type: "value", axisLabel: text, splitLine: lines },
  };
}

function guides(data, { ink, late, note }) {
  const made = [];
  if (data.deadline) {
    made.push({
      xAxis: data.deadline,
      lineStyle: { color: late, width: 2, type: "solid" },
      label: { ...note(data.deadline_label ?? data.deadline, late), position: "end" },
    });
  }
  if (data.total) {
    made.push({
      yAxis: data.total,
      lineStyle: { color: ink, type: "dashed" },
      label: { ...note(data.total_label ?? String(data.total), ink), position: "insideStartTop", fontWeight: 400 },
    });
  }
  return { symbol: "none", silent: true, data: made };
}

function lastPoint(data, { main, note }) {
  const at = data.values.findLastIndex((value) => value !== null);
  // near the axis below, and at its ends, the words would lie on its labels or be cut
  const low = at < 0 || data.values[at] < data.total / 5;
  const edge = at === 0 ? "left" : at === data.values.length - 1 ? "right" : "center";
  return {
    symbol: "circle",
    symbolSize: 9,
    itemStyle: { color: main },
    data: at < 0 ? [] : [{ coord: [data.days[at], data.values[at]] }],
    label: {
      ...note(data.last_label ?? String(data.values[at]), main),
      position: low ? "top" : "bottom", align: edge, distance: 8, fontSize: 15,
    },
  };
}

const kinds = {
  curve(data) {
    const chosen = look();
    const base = frame(chosen);
    const every = Math.max(0, Math.ceil(data.days.length / 4) - 1);
    return {
      ...base,
      xAxis: { ...base.xAxis, data: data.days, boundaryGap: false, axisLabel: { ...chosen.text, interval: every } },
      yAxis: { ...base.yAxis, max: data.total, axisLabel: { ...chosen.text, showMaxLabel: false } },
      series: [{
        type: "line",
        step: "end",
        symbol: "none",
        data: data.values,
        lineStyle: { width: 3, color: chosen.main },
        areaStyle: { color: chosen.main, opacity: 0.09 },
        markPoint: lastPoint(data, chosen),
        markLine: guides(data, chosen),
      }],
    };
  },
  columns(data, box) {
    const chosen = look(box); // on paper the colours are those of paper, whatever the theme
    const base = frame(chosen);
    const colors = [chosen.main, chosen.quiet, chosen.late];
    const written = ({ value }) => (value === null || value === undefined ? "" : `${String(value).replace(".", ",")}%`);
    const names = { ...base.xAxis, data: data.labels, inverse: Boolean(data.lying) };
    const percents = { ...base.yAxis, max: 100 };
    return {
      ...base,
      grid: { ...base.grid, bottom: 56, left: data.lying ? 150 : base.grid.left, right: data.lying ? 56 : base.grid.right },
      legend: { bottom: 0, textStyle: chosen.text, itemWidth: 14 },
      xAxis: data.lying ? percents : names,
      yAxis: data.lying ? names : percents,
      series: data.series.map(({ name, values }, at) => ({
        name,
        type: "bar",
        barMaxWidth: data.lying ? 22 : 44,
        data: values,
        itemStyle: { color: colors[at] },
        label: { ...chosen.text, show: true, position: data.lying ? "right" : "top", formatter: written },
      })),
    };
  },
  bars(data) {
    const chosen = look();
    const base = frame(chosen);
    const late = new Set(data.late ?? []);
    const color = (value, at) => ({ value, itemStyle: { color: late.has(at) ? chosen.late : chosen.main } });
    return {
      ...base,
      xAxis: { ...base.xAxis, data: data.labels },
      series: [{ type: "bar", barMaxWidth: 36, data: data.values.map(color), label: { show: true, position: "top", color: chosen.ink } }],
    };
  },
};

async function dataOf(box) {
  if (box.dataset.url) return get(box.dataset.url);
  return JSON.parse(document.getElementById(box.dataset.source).textContent);
}

async function draw(box) {
  const data = await dataOf(box);
  const chart = globalThis.echarts.init(box, null, { renderer: "svg" });
  const paint = () => chart.setOption(kinds[box.dataset.chart](data, box), true);
  paint();
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  matchMedia("print").addEventListener("change", paint);
  new ResizeObserver(() => chart.resize()).observe(box);
}

document.querySelectorAll("[data-chart]").forEach(draw);
